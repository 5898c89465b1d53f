package dev.portolan.connector.github.content;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.connector.github.rate.RateLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of files in which something was found. */
public record CodeMatches(
        List<Match> matches,

        @JsonPropertyDescription("How many files there are in all")
        int total,

        @JsonPropertyDescription("Whether GitHub gave up before it had looked everywhere")
        boolean incomplete,

        @JsonPropertyDescription("Whether there are more pages")
        boolean truncated,

        @JsonPropertyDescription("Page to go on with") @Nullable Integer next,

        @JsonPropertyDescription("GitHub budget left") @Nullable RateLimit rate) {

    /** One file. */
    public record Match(
            @JsonPropertyDescription("owner/name") String repository,
            String path,
            String sha,

            @JsonPropertyDescription("Text around what was found")
            List<String> fragments) {}
}
