package dev.portolan.gateway.catalog;

import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.mcp.JsonSlice;

/**
 * One thing on offer.
 *
 * @param connector id of the connector that has it
 * @param kind what it is
 * @param upstreamName name or URI at the connector
 * @param publicName name or URI that callers use
 * @param hints what it says of itself, unverified unless pinned by the operator
 * @param definition its definition in public form, as lists show it
 * @param onlyAsTask whether it is a tool of 2025-11-25 that has to be called as a task
 */
public record Feature(
        String connector,
        FeatureKind kind,
        String upstreamName,
        String publicName,
        Hints hints,
        JsonSlice definition,
        boolean onlyAsTask) {
    /** One that is used as all are. */
    public Feature(
            String connector,
            FeatureKind kind,
            String upstreamName,
            String publicName,
            Hints hints,
            JsonSlice definition) {
        this(connector, kind, upstreamName, publicName, hints, definition, false);
    }

    /**
     * MCP's tool annotations.
     *
     * @param readOnly does not change anything
     * @param destructive may destroy what was there
     * @param idempotent doing it twice is like doing it once
     * @param openWorld reaches beyond the connector's own system
     */
    public record Hints(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {
        /** What MCP says of a tool that says nothing. */
        public static final Hints UNSTATED = new Hints(false, true, false, true);

        /** What holds for everything that is not a tool. */
        public static final Hints READING = new Hints(true, false, true, true);

        /** Whether using it may destroy something, as far as it says. */
        public boolean mayDestroy() {
            return destructive && !readOnly;
        }
    }
}
