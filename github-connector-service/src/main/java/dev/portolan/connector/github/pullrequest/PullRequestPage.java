package dev.portolan.connector.github.pullrequest;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.connector.github.rate.RateLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of pull requests, newest first. */
public record PullRequestPage(
        List<PullRequestSummary> pullRequests,

        @JsonPropertyDescription("Whether there are more pages")
        boolean truncated,

        @JsonPropertyDescription("Page to go on with") @Nullable Integer next,

        @JsonPropertyDescription("GitHub budget left") @Nullable RateLimit rate) {}
