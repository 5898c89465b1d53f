package dev.portolan.mcp;

import org.jspecify.annotations.Nullable;

/** The {@code _meta} of a request, read on demand (MCP 2026-07-28, basic, "_meta"). */
public final class RequestMeta {
    private final JsonObject members;

    RequestMeta(@Nullable JsonSlice meta) {
        this.members = meta == null ? JsonObject.empty() : meta.members();
    }

    /** Whether the request names a protocol version itself, as every modern request does. */
    public boolean claimsVersion() {
        return members.has(MetaKey.PROTOCOL_VERSION);
    }

    public @Nullable String protocolVersion() {
        return members.text(MetaKey.PROTOCOL_VERSION);
    }

    /** The capabilities the client has for this request, or null if it did not say so with an object. */
    public @Nullable JsonSlice clientCapabilities() {
        JsonSlice value = members.get(MetaKey.CLIENT_CAPABILITIES);
        return value == null || !value.isObject() ? null : value;
    }

    /** What the client calls itself, unverified; or null. */
    public @Nullable JsonSlice clientInfo() {
        return members.get(MetaKey.CLIENT_INFO);
    }

    /** A string or an integer, or null. */
    public @Nullable JsonSlice progressToken() {
        JsonSlice token = members.get(MetaKey.PROGRESS_TOKEN);
        return token != null && (token.isText() || token.isInteger()) ? token : null;
    }

    /** The name of the least severe level of log messages wanted, or null if none are. */
    public @Nullable String logLevel() {
        return members.text(MetaKey.LOG_LEVEL);
    }

    /** W3C trace context, unverified; or null. */
    public @Nullable String traceparent() {
        return members.text(MetaKey.TRACEPARENT);
    }

    /** A copy of all members, to be written to. */
    public JsonObject copy() {
        JsonObject copy = JsonObject.empty();
        for (String name : members.names()) {
            copy.setIfPresent(name, members.get(name));
        }
        return copy;
    }
}
