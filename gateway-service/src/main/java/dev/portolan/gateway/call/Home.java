package dev.portolan.gateway.call;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;

/**
 * A replica of the gateway, as named in what clients are given to bring back: sessions and calls that wait live there.
 *
 * @param id names the process; another one after each start
 * @param url where the other replicas reach it; empty if they do not
 */
public record Home(String id, String url) {
    /** The form in which it is sealed. */
    public JsonSlice toSlice() {
        return JsonObject.empty().set("i", id).set("u", url).toSlice();
    }

    /** What {@link #toSlice} wrote. */
    public static Home of(JsonSlice written) {
        JsonObject members = written.members();
        return new Home(String.valueOf(members.text("i")), String.valueOf(members.text("u")));
    }
}
