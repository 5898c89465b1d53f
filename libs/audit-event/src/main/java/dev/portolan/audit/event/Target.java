package dev.portolan.audit.event;

import java.util.Map;

/**
 * What the request was about. Absent texts are empty.
 *
 * @param connector id of the connector it was routed to; empty if none; at most 64 characters
 * @param type kind of thing
 * @param name public name of the tool or prompt, or URI of the resource, as the caller wrote it; at most 2,048
 *     characters
 * @param upstreamName its name at the connector; at most 2,048 characters
 */
public record Target(String connector, Type type, String name, String upstreamName) {

    /** Kind of thing a request is about. */
    public enum Type {
        /** {@code tools/call}. */
        TOOL,
        /** {@code resources/read} and subscriptions to one. */
        RESOURCE,
        /** {@code prompts/get}. */
        PROMPT,
        /** {@code completion/complete}. */
        COMPLETION,
        /** One of the {@code …/list} methods. */
        LIST,
        /** The server itself: {@code initialize}, {@code server/discover}, {@code ping}, administration. */
        SERVER,
        /** Not known, or nothing. */
        NONE
    }

    /** Nothing known. */
    public static final Target NONE = new Target("", Type.NONE, "", "");

    /** Bounds the texts. */
    public Target {
        connector = Text.bounded(connector, 64);
        name = Text.bounded(name, 2048);
        upstreamName = Text.bounded(upstreamName, 2048);
    }

    Map<String, Object> members() {
        if (equals(NONE)) {
            return Map.of();
        }
        return new Members()
                .text("connector", connector)
                .always("type", type)
                .text("name", name)
                .text("upstream_name", upstreamName)
                .map();
    }
}
