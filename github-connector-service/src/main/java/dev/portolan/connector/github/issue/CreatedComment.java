package dev.portolan.connector.github.issue;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.connector.github.rate.RateLimit;
import org.jspecify.annotations.Nullable;

/** The comment that was added. */
public record CreatedComment(
        IssueComment comment,

        @JsonPropertyDescription("GitHub budget left") @Nullable RateLimit rate) {}
