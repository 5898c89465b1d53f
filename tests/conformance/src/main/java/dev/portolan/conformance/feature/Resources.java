package dev.portolan.conformance.feature;

import dev.portolan.conformance.call.Documents;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fixture's resources and its one template. */
final class Resources {
    private static final Pattern TEMPLATE = Pattern.compile("test://template/([^/]+)/data");

    private final JsonObject documents = Documents.read("resources.json").members();
    private final int notFoundCode;

    /** @param notFoundCode the error of the era for a resource that is not there */
    Resources(int notFoundCode) {
        this.notFoundCode = notFoundCode;
    }

    /** The code that is used since 2026-07-28. */
    static Resources modern() {
        return new Resources(ErrorCode.INVALID_PARAMS);
    }

    /** The code that was used up to 2025-11-25. */
    static Resources legacy() {
        return new Resources(ErrorCode.LEGACY_RESOURCE_NOT_FOUND);
    }

    JsonSlice definitions() {
        return part("resources");
    }

    JsonSlice templates() {
        return part("resourceTemplates");
    }

    JsonObject read(@Nullable String uri) {
        String asked = uri == null ? "" : uri;
        JsonSlice contents = part("contents").member(asked);
        if (contents == null) {
            contents = fromTemplate(asked);
        }
        return JsonObject.empty().set("contents", JsonObject.array(List.of(contents)));
    }

    private JsonSlice fromTemplate(String uri) {
        Matcher matcher = TEMPLATE.matcher(uri);
        if (!matcher.matches()) {
            throw new ProtocolError(200, notFoundCode, "there is no resource of this URI")
                    .with(JsonObject.empty().set("uri", uri).toSlice());
        }
        String id = matcher.group(1);
        JsonObject data =
                JsonObject.empty().set("id", id).set("templateTest", true).set("data", "Data for ID: " + id);
        return JsonObject.empty()
                .set("uri", uri)
                .set("mimeType", "application/json")
                .set("text", data.toSlice().json())
                .toSlice();
    }

    private JsonSlice part(String name) {
        JsonSlice part = documents.get(name);
        if (part == null) {
            throw new IllegalStateException("resources.json lacks " + name);
        }
        return part;
    }
}
