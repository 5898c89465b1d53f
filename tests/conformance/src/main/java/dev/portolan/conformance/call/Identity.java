package dev.portolan.conformance.call;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.Revision;
import java.util.List;

/**
 * What the fixture says about itself.
 *
 * @param name what it calls itself
 * @param revisions what it serves, newest first
 */
public record Identity(String name, List<Revision> revisions) {
    public Identity {
        revisions = List.copyOf(revisions);
    }

    /** Name and version, as both eras write it. */
    public JsonSlice serverInfo() {
        return JsonObject.empty().set("name", name).set("version", "1.0.0").toSlice();
    }
}
