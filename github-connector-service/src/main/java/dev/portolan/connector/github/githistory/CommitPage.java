package dev.portolan.connector.github.githistory;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a history, newest first. */
public record CommitPage(
        List<Commit> commits,
        @JsonPropertyDescription("Whether there are more") boolean truncated,

        @JsonPropertyDescription("The offset to go on with") @Nullable Integer next) {}
