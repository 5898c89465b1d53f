package dev.portolan.mcp.server.answer;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that is served in pages and never changes while the connector runs. A cursor names the list by a fingerprint
 * and a position in it: any replica of the same build continues it, one of another build refuses it.
 */
final class PagedList {
    private final String member;
    private final List<JsonSlice> entries;
    private final int pageSize;
    private final String fingerprint;

    /** @param member the member of the result that holds the entries, e.g. {@code tools} */
    PagedList(String member, List<JsonSlice> entries, int pageSize) {
        if (pageSize < 1) {
            throw new IllegalArgumentException("mcp.server.page-size must be at least 1");
        }
        this.member = member;
        this.entries = List.copyOf(entries);
        this.pageSize = pageSize;
        this.fingerprint =
                member + Integer.toHexString(JsonObject.array(entries).json().hashCode());
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The page at a cursor, or the first one. */
    JsonObject page(@Nullable JsonSlice cursor) {
        int from = cursor == null ? 0 : position(cursor.text());
        int to = Math.min(entries.size(), from + pageSize);
        JsonObject page = JsonObject.empty().set(member, JsonObject.array(entries.subList(from, to)));
        if (to < entries.size()) {
            page.set("nextCursor", cursor(to));
        }
        return page;
    }

    private String cursor(int position) {
        byte[] content = (fingerprint + ":" + position).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }

    private int position(@Nullable String cursor) {
        for (int position = pageSize; position < entries.size(); position += pageSize) {
            if (cursor(position).equals(cursor)) {
                return position;
            }
        }
        throw Faults.invalidParams("params.cursor is none of this list; start without one");
    }
}
