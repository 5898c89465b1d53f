package dev.portolan.connector.github.issue;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.connector.github.rate.RateLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of issues, newest first. */
public record IssuePage(
        List<IssueSummary> issues,

        @JsonPropertyDescription("Pull requests left out: GitHub pages both together")
        int omittedPullRequests,

        @JsonPropertyDescription("Whether there are more pages")
        boolean truncated,

        @JsonPropertyDescription("Page to go on with") @Nullable Integer next,

        @JsonPropertyDescription("GitHub budget left") @Nullable RateLimit rate) {}
