package dev.portolan.gateway.change;

import dev.portolan.gateway.reload.Faults;
import dev.portolan.gateway.reload.FileContent;
import dev.portolan.gateway.reload.FileFormat;
import dev.portolan.gateway.reload.YamlDocument;
import dev.portolan.gateway.reload.YamlMapping;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The format of {@code approvals.yaml}; docs/how-to/approve-tool-changes.md describes it. */
final class ApprovalsFormat implements FileFormat<Approvals> {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    @Override
    public Approvals read(FileContent content, Faults faults) {
        YamlMapping file = YamlDocument.read(content, faults)
                .only("approvals")
                .require("approvals", "write approvals: {} if there are none");
        Map<String, Map<DefinitionKey, String>> all = new HashMap<>();
        file.mapping("approvals").ifPresent(connectors -> {
            for (String connector : connectors.keys()) {
                connectors.mapping(connector).ifPresent(entries -> all.put(connector, approved(entries)));
            }
        });
        return new Approvals(all);
    }

    private static Map<DefinitionKey, String> approved(YamlMapping entries) {
        Map<DefinitionKey, String> approved = new HashMap<>();
        for (String written : entries.keys()) {
            Optional<DefinitionKey> key = DefinitionKey.of(written);
            Optional<String> hash = entries.text(written);
            if (key.isEmpty()) {
                entries.fault(
                        written,
                        "is no definition; write tool/<name>, prompt/<name>, resource/<uri>, template/<uriTemplate>"
                                + " or instructions");
            } else if (hash.isPresent() && !SHA_256.matcher(hash.get()).matches()) {
                entries.fault(written, "must be a SHA-256 of 64 lower-case hex digits, as GET /changes shows it");
            } else if (hash.isPresent()) {
                approved.put(key.get(), hash.get());
            }
        }
        return Map.copyOf(approved);
    }
}
