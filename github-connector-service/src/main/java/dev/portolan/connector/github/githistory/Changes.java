package dev.portolan.connector.github.githistory;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** The difference between two trees. */
public record Changes(
        List<FileChange> files,

        @JsonPropertyDescription("Files that changed, those not shown included")
        int changedFiles,

        @JsonPropertyDescription("Whether a file or a part of a patch is missing here")
        boolean truncated) {}
