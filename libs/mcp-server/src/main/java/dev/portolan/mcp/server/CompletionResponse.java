package dev.portolan.mcp.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proposals for an argument.
 *
 * @param values best first; what is beyond 100 is not sent and {@code hasMore} is set
 * @param total how many there are in all, or null if that is not known
 * @param hasMore whether there are more than these, or null if that is not known
 */
public record CompletionResponse(
        List<String> values,
        @Nullable Integer total,
        @Nullable Boolean hasMore) {
    /** The most values the protocol lets travel (MCP 2026-07-28, {@code CompleteResult}). */
    public static final int MAX_VALUES = 100;

    public CompletionResponse {
        boolean tooMany = values.size() > MAX_VALUES;
        hasMore = tooMany ? Boolean.TRUE : hasMore;
        values = List.copyOf(tooMany ? values.subList(0, MAX_VALUES) : values);
    }

    /** All there are: {@code total} is their number. */
    public static CompletionResponse create(List<String> all) {
        return new CompletionResponse(all, all.size(), all.size() > MAX_VALUES);
    }
}
