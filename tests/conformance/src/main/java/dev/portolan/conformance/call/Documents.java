package dev.portolan.conformance.call;

import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonSlice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The fixture's definitions and fixed answers, which are JSON files. */
public final class Documents {
    private Documents() {}

    /** Reads one of them. */
    public static JsonSlice read(String file) {
        try (InputStream resource = Documents.class.getResourceAsStream("/dev/portolan/conformance/" + file)) {
            if (resource == null) {
                throw new IllegalStateException(file + " is missing from this build");
            }
            return JsonSlice.parse(resource.readAllBytes(), JsonLimits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
