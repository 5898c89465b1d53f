package dev.portolan.gateway.speech;

import dev.portolan.gateway.revision.Known;
import dev.portolan.mcp.LogLevel;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.MetaKey;
import dev.portolan.mcp.Revision;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A session with a connector of the older era. */
final class LegacySession {
    private final @Nullable String id;
    private final Revision revision;
    private final Introduction introduction;
    private final AtomicReference<@Nullable LogLevel> level = new AtomicReference<>();

    LegacySession(@Nullable String id, Revision revision, Introduction introduction) {
        this.id = id;
        this.revision = revision;
        this.introduction = introduction;
    }

    /** Empty if it has none. */
    String id() {
        return id == null ? "" : id;
    }

    Revision revision() {
        return revision;
    }

    Introduction introduction() {
        return introduction;
    }

    /**
     * Whether the connector has yet to be told to log down to a level. A session has one level for all its calls, so
     * it only ever goes down, and what a call did not ask for is left out for it.
     */
    boolean isNewlyWanted(Optional<LogLevel> wanted) {
        if (wanted.isEmpty() || !introduction.offers("logging")) {
            return false;
        }
        LogLevel known = level.get();
        return (known == null || wanted.get().compareTo(known) < 0) && level.compareAndSet(known, wanted.get());
    }

    /** The connector may not know of the level: the next call that wants it says it again. */
    void levelUnheard() {
        level.set(null);
    }

    Map<String, String> headers(String traceparent) {
        Map<String, String> headers = new HashMap<>();
        if (Known.VERSION_HEADER.to(revision)) {
            headers.put(McpHeader.PROTOCOL_VERSION, revision.wire());
        }
        if (id != null) {
            headers.put(McpHeader.SESSION_ID, id);
        }
        if (!traceparent.isEmpty()) {
            headers.put(MetaKey.TRACEPARENT, traceparent);
        }
        return headers;
    }
}
