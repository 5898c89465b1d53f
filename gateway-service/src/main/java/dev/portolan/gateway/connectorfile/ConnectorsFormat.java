package dev.portolan.gateway.connectorfile;

import dev.portolan.gateway.connectorfile.ConnectorSettings.Changes;
import dev.portolan.gateway.connectorfile.ConnectorSettings.Era;
import dev.portolan.gateway.reload.Faults;
import dev.portolan.gateway.reload.FileContent;
import dev.portolan.gateway.reload.FileFormat;
import dev.portolan.gateway.reload.YamlDocument;
import dev.portolan.gateway.reload.YamlMapping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The format of {@code connectors.yaml}; docs/how-to/add-a-connector.md describes it. */
final class ConnectorsFormat implements FileFormat<List<ConnectorSettings>> {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,20}");
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9.-]{0,31}");
    private static final String[] KEYS = Stream.concat(
                    AddressFormat.KEYS.stream(),
                    Stream.of(
                            "era",
                            "owned-schemes",
                            "deadline",
                            "concurrency",
                            "max-response-bytes",
                            "poll-interval",
                            "changes"))
            .toArray(String[]::new);
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
        entry.only(KEYS);
        Era era = era(entry);
        Set<String> schemes = ownedSchemes(id, entry, owners);
        ConnectorLimits limits = ConnectorLimits.read(entry);
        Changes changes = changes(entry);
        Optional<Address> address = AddressFormat.read(entry);
        return address.map(at -> new ConnectorSettings(
                id,
                at,
                era,
                schemes,
                limits.deadline(),
                limits.concurrency(),
                limits.maxResponseBytes(),
                limits.pollInterval(),
                changes));
    }

    private static Era era(YamlMapping entry) {
        return switch (entry.scalar("era").orElse("auto")) {
            case "auto" -> Era.AUTO;
            case "modern", "2026-07-28" -> Era.MODERN;
            case "legacy" -> Era.LEGACY;
            case "2025-11-25" -> Era.V2025_11_25;
            case "2025-06-18" -> Era.V2025_06_18;
            case "2025-03-26" -> Era.V2025_03_26;
            case "2024-11-05" -> Era.V2024_11_05;
            default -> {
                entry.fault(
                        "era",
                        "must be auto, modern, legacy, or a revision: 2026-07-28, 2025-11-25, 2025-06-18, "
                                + "2025-03-26 or 2024-11-05");
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
}
