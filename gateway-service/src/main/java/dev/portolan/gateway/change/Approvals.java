package dev.portolan.gateway.change;

import java.util.Map;
import java.util.Optional;

/**
 * Which definitions operators have approved, each by its hash.
 *
 * @param byConnector connector id, then definition, then SHA-256
 */
record Approvals(Map<String, Map<DefinitionKey, String>> byConnector) {
    static final Approvals NONE = new Approvals(Map.of());

    Approvals {
        byConnector = Map.copyOf(byConnector);
    }

    /** The hash with which a connector's definition is approved, if it is. */
    Optional<String> approved(String connector, DefinitionKey key) {
        return Optional.ofNullable(byConnector.getOrDefault(connector, Map.of()).get(key));
    }

    boolean approves(String connector, Definition definition) {
        return approved(connector, definition.key())
                .filter(definition.sha256()::equals)
                .isPresent();
    }
}
