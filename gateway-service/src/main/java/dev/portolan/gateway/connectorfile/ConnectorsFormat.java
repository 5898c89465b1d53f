package dev.portolan.gateway.connectorfile;

import dev.portolan.gateway.connectorfile.ConnectorSettings.Changes;
import dev.portolan.gateway.connectorfile.ConnectorSettings.Credential;
import dev.portolan.gateway.connectorfile.ConnectorSettings.Era;
import dev.portolan.gateway.reload.Faults;
import dev.portolan.gateway.reload.FileContent;
import dev.portolan.gateway.reload.FileFormat;
import dev.portolan.gateway.reload.YamlDocument;
import dev.portolan.gateway.reload.YamlMapping;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The format of {@code connectors.yaml}; docs/how-to/add-a-connector.md describes it. */
final class ConnectorsFormat implements FileFormat<List<ConnectorSettings>> {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,20}");
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9.-]{0,31}");
    private static final Pattern SCOPE =
            Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+( [\\x21\\x23-\\x5B\\x5D-\\x7E]+)*");
    /** Schemes that mean the same whoever says them, or that have a meaning in MCP. */
    private static final Set<String> RESERVED =
            Set.of("http", "https", "ws", "wss", "file", "data", "javascript", "about", "blob", "urn", "ui", "skill");

    @Override
    public List<ConnectorSettings> read(FileContent content, Faults faults) {
        YamlMapping file = YamlDocument.read(content, faults)
                .only("connectors")
                .require("connectors", "write connectors: {} if there are none");
        List<ConnectorSettings> connectors = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        file.mapping("connectors").ifPresent(entries -> {
            for (String id : entries.keys()) {
                if (!ID.matcher(id).matches()) {
                    entries.fault(
                            id,
                            "cannot be the id of a connector; begin with a lower-case letter, then at most 20 "
                                    + "lower-case letters, digits and '-'");
                }
                entries.mapping(id)
                        .flatMap(entry -> connector(id, entry, owners))
                        .ifPresent(connectors::add);
            }
        });
        return connectors.stream()
                .sorted(Comparator.comparing(ConnectorSettings::id))
                .toList();
    }

    private static Optional<ConnectorSettings> connector(String id, YamlMapping entry, Map<String, String> owners) {
        entry.only(
                        "url",
                        "era",
                        "owned-schemes",
                        "credential",
                        "scope",
                        "deadline",
                        "concurrency",
                        "max-response-bytes",
                        "poll-interval",
                        "changes")
                .require("url", "write the URL of its MCP endpoint");
        Era era = era(entry);
        Set<String> schemes = ownedSchemes(id, entry, owners);
        Credential credential = credential(entry);
        ConnectorLimits limits = ConnectorLimits.read(entry);
        String scope = scope(entry, credential);
        Changes changes = changes(entry);
        return url(entry)
                .map(url -> new ConnectorSettings(
                        id,
                        url,
                        era,
                        schemes,
                        credential,
                        scope,
                        limits.deadline(),
                        limits.concurrency(),
                        limits.maxResponseBytes(),
                        limits.pollInterval(),
                        changes));
    }

    /** The URL is not shown in faults: it may hold a password. */
    private static Optional<URI> url(YamlMapping entry) {
        Optional<String> text = entry.text("url");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(text.get());
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!http || url.getHost() == null || url.getPort() == 0 || url.getPort() > 65_535) {
                entry.fault("url", "must be like http://host:port/mcp or https://host/mcp");
            } else if (url.getRawUserInfo() != null) {
                entry.fault("url", "must not hold a user or password; use credential");
            } else if (url.getRawQuery() != null || url.getRawFragment() != null) {
                entry.fault("url", "must not have a query or fragment; end it before '?' and '#'");
            }
            return Optional.of(url);
        } catch (URISyntaxException e) {
            entry.fault("url", "is not a URL; write one like http://host:port/mcp");
            return Optional.empty();
        }
    }

    private static Era era(YamlMapping entry) {
        return switch (entry.scalar("era").orElse("auto")) {
            case "auto" -> Era.AUTO;
            case "modern", "2026-07-28" -> Era.MODERN;
            case "legacy" -> Era.LEGACY;
            case "2025-11-25" -> Era.V2025_11_25;
            case "2025-06-18" -> Era.V2025_06_18;
            case "2025-03-26" -> Era.V2025_03_26;
            default -> {
                entry.fault(
                        "era",
                        "must be auto, modern, legacy, or a revision: 2026-07-28, 2025-11-25, 2025-06-18 or "
                                + "2025-03-26");
                yield Era.AUTO;
            }
        };
    }

    private static Changes changes(YamlMapping entry) {
        return switch (entry.text("changes").orElse("record")) {
            case "record" -> Changes.RECORD;
            case "hold" -> Changes.HOLD;
            default -> {
                entry.fault("changes", "must be record or hold");
                yield Changes.HOLD;
            }
        };
    }

    private static Set<String> ownedSchemes(String id, YamlMapping entry, Map<String, String> owners) {
        List<String> schemes = entry.texts("owned-schemes");
        for (String scheme : schemes) {
            String owner = owners.putIfAbsent(scheme, id);
            if (!SCHEME.matcher(scheme).matches()) {
                entry.fault(
                        "owned-schemes",
                        "has " + Faults.quoted(scheme)
                                + "; begin with a lower-case letter, then lower-case letters, digits, '.' and '-'");
            } else if (RESERVED.contains(scheme)) {
                entry.fault("owned-schemes", "has " + scheme + ", which no connector may own; leave it out");
            } else if (owner != null && !owner.equals(id)) {
                entry.fault(
                        "owned-schemes",
                        "has " + scheme + ", which " + owner + " owns already; leave it to one of them");
            }
        }
        return Set.copyOf(schemes);
    }

    private static Credential credential(YamlMapping entry) {
        return switch (entry.text("credential").orElse("none")) {
            case "none" -> Credential.NONE;
            case "client-credentials" -> Credential.CLIENT_CREDENTIALS;
            default -> {
                entry.fault("credential", "must be none or client-credentials");
                yield Credential.NONE;
            }
        };
    }

    private static String scope(YamlMapping entry, Credential credential) {
        Optional<String> scope = entry.text("scope");
        if (scope.isPresent() && !SCOPE.matcher(scope.get()).matches()) {
            entry.fault("scope", "must be OAuth scopes separated by single spaces");
        }
        if (credential == Credential.CLIENT_CREDENTIALS) {
            entry.require("scope", "write the scope whose token has the connector as its audience");
        } else if (entry.has("scope")) {
            entry.fault("scope", "is of no use without credential: client-credentials; add that or leave it out");
        }
        return scope.orElse("");
    }
}
