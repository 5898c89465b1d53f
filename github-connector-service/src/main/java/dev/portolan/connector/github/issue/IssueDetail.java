package dev.portolan.connector.github.issue;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.connector.github.rate.RateLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An issue with its text and a page of its comments. */
public record IssueDetail(
        IssueSummary issue,
        String body,

        @JsonPropertyDescription("Whether it is the issue side of a pull request")
        boolean pullRequest,

        @JsonPropertyDescription("Oldest first") List<IssueComment> comments,

        @JsonPropertyDescription("Whether there are more comments")
        boolean truncated,

        @JsonPropertyDescription("Page to go on with") @Nullable Integer next,

        @JsonPropertyDescription("GitHub budget left") @Nullable RateLimit rate) {}
