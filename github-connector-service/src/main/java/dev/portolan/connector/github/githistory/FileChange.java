package dev.portolan.connector.github.githistory;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What happened to one file. */
public record FileChange(
        String path,

        @JsonPropertyDescription("Where a renamed or copied file was before") @Nullable String previousPath,

        @JsonPropertyDescription("added, modified, deleted, renamed, copied")
        String status,

        int additions,
        int deletions,

        @JsonPropertyDescription("Unified hunks; missing if binary or the answer is full") @Nullable String patch) {}
