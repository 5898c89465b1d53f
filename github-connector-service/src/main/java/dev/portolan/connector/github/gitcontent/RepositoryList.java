package dev.portolan.connector.github.gitcontent;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** The repositories of the root, in the order of their names. */
public record RepositoryList(
        List<Entry> repositories,
        @JsonPropertyDescription("Whether there are more") boolean truncated) {

    /** One repository. */
    public record Entry(
            String name,

            @JsonPropertyDescription("What its HEAD points to; may be unborn")
            String head) {}
}
