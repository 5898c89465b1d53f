package dev.portolan.gateway.edge;

import dev.portolan.gateway.identity.TestIssuer;
import dev.portolan.mcp.Revision;
import java.util.List;
import java.util.Map;

/** What the gateway stands between: connectors of all revisions, found out, pinned and replaced. */
public class RevisionsResource extends AroundTheGateway {
    /** Newest first. */
    static final List<Revision> REVISIONS =
            List.of(Revision.V2026_07_28, Revision.V2025_11_25, Revision.V2025_06_18, Revision.V2025_03_26);

    /**
     * Everything a test needs to know of it.
     *
     * @param connectors one of each revision, newest first
     * @param replaced one that another test may replace
     * @param mispinned one of 2025-06-18 that is to be spoken to in 2025-03-26
     */
    record Surroundings(
            TestIssuer issuer,
            StubAudit audit,
            List<RichConnector> connectors,
            StubConnector replaced,
            StubConnector mispinned) {
        String token() {
            return issuer.token("http://localhost:7400/mcp", "somebody", "engineering");
        }

        RichConnector connector(Revision revision) {
            return connectors.get(REVISIONS.indexOf(revision));
        }
    }

    private final Surroundings surroundings = new Surroundings(
            issuer,
            audit,
            REVISIONS.stream().map(RichConnector::new).toList(),
            new StubConnector(Revision.V2025_06_18),
            new StubConnector(Revision.V2025_06_18));

    /** The id of the connector of that revision, which its public names begin with. */
    static String id(Revision revision) {
        return "c" + revision.wire().replace("-", "");
    }

    @Override
    public Map<String, String> start() {
        StringBuilder entries = new StringBuilder();
        for (Revision revision : REVISIONS) {
            String url = surroundings.connector(revision).url();
            entries.append(id(revision) + ": { url: \"" + url + "\", era: auto, deadline: 20s }\n");
            entries.append("p" + id(revision) + ": { url: \"" + url + "\", era: " + revision + " }\n");
        }
        entries.append("replaced: { url: \"" + surroundings.replaced().url() + "\", poll-interval: 1s }\n");
        entries.append(
                "mispinned: { url: \"" + surroundings.mispinned().url() + "\", era: 2025-03-26, poll-interval: 1s }\n");
        Map<String, String> config = config(entries.toString());
        config.put("gateway.upstream.legacy-verdict-age", "100ms");
        return config;
    }

    @Override
    Object surroundings() {
        return surroundings;
    }

    @Override
    void closeConnectors() {
        surroundings.connectors().forEach(StubConnector::close);
        surroundings.replaced().close();
        surroundings.mispinned().close();
    }
}
