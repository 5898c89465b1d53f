package dev.portolan.connector.github.gitcontent;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** Lines that match, in the order of paths and lines. */
public record Matches(
        @JsonPropertyDescription("Object id of the commit searched")
        String commit,

        List<Match> matches,
        @JsonPropertyDescription("Whether there are more") boolean truncated,

        @JsonPropertyDescription("Files not searched: binary or too large")
        int skippedFiles) {

    /** One line. */
    public record Match(String path, int line, String text) {}
}
