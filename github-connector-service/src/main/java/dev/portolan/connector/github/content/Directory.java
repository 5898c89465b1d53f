package dev.portolan.connector.github.content;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.connector.github.rate.RateLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directory of a GitHub repository. */
public record Directory(
        @JsonPropertyDescription("Empty for the root") String path,
        List<Entry> entries,

        @JsonPropertyDescription("Whether there may be more: GitHub lists a thousand")
        boolean truncated,

        @JsonPropertyDescription("GitHub budget left") @Nullable RateLimit rate) {

    /** One line of it. */
    public record Entry(
            String name,

            @JsonPropertyDescription("file, dir, symlink, submodule")
            String type,

            int size) {}
}
