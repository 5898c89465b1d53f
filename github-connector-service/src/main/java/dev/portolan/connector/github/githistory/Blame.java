package dev.portolan.connector.github.githistory;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who last changed which lines of a file. */
public record Blame(
        String path,

        @JsonPropertyDescription("Object id of the commit the file was taken from")
        String commit,

        List<Range> ranges,
        int lines,
        boolean truncated,

        @JsonPropertyDescription("The line to go on with") @Nullable Integer next) {

    /** Lines that came with one commit. */
    public record Range(
            @JsonPropertyDescription("First line, from 1") int from,
            int to,
            String commit,
            String author,
            String date,

            @JsonPropertyDescription("First line of the commit's message")
            String summary,

            String text) {}
}
