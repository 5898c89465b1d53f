package dev.portolan.connector.github.pullrequest;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.connector.github.rate.RateLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the files a pull request changes. */
public record PullRequestDiff(
        List<ChangedFile> files,

        @JsonPropertyDescription("Whether there are more pages, or a patch was cut")
        boolean truncated,

        @JsonPropertyDescription("Page to go on with") @Nullable Integer next,

        @JsonPropertyDescription("GitHub budget left") @Nullable RateLimit rate) {

    /** One file. */
    public record ChangedFile(
            String path,

            @JsonPropertyDescription("Where a renamed file was before") @Nullable String previousPath,

            @JsonPropertyDescription("added, removed, modified, renamed, copied, changed, unchanged")
            String status,

            int additions,
            int deletions,

            @JsonPropertyDescription("Unified hunks; missing where the file is binary or the change too large")
            @Nullable String patch) {}
}
