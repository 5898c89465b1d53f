package dev.portolan.connector.github.issue;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.connector.github.rate.RateLimit;
import org.jspecify.annotations.Nullable;

/** The issue that was opened. */
public record CreatedIssue(
        IssueSummary issue,

        @JsonPropertyDescription("GitHub budget left") @Nullable RateLimit rate) {}
