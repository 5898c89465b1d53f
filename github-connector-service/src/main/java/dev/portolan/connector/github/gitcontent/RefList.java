package dev.portolan.connector.github.gitcontent;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Branches or tags, in the order of their names. */
public record RefList(
        List<Entry> refs,

        @JsonPropertyDescription("How many there are in all")
        int total,

        boolean truncated,

        @JsonPropertyDescription("The offset to go on with") @Nullable Integer next) {

    /** One branch or tag, and the commit it leads to. */
    public record Entry(
            String name,
            String commit,

            @JsonPropertyDescription("When the commit was authored, ISO 8601")
            String date,

            @JsonPropertyDescription("First line of its message")
            String summary) {}
}
