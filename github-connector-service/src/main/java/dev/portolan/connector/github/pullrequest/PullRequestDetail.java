package dev.portolan.connector.github.pullrequest;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.connector.github.rate.RateLimit;
import org.jspecify.annotations.Nullable;

/** A pull request with its text and the size of its change. */
public record PullRequestDetail(
        PullRequestSummary pullRequest,
        String body,
        @JsonPropertyDescription("Object id of the head") String headSha,
        int commits,
        int changedFiles,
        int additions,
        int deletions,

        @JsonPropertyDescription("Missing while GitHub works it out") @Nullable Boolean mergeable,

        @JsonPropertyDescription("GitHub budget left") @Nullable RateLimit rate) {}
