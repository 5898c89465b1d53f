package dev.portolan.standin.github.world;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pull request: a branch offered to another, with the changes between the two. */
public record PullRequest(
        int number,
        String title,
        @Nullable String body,
        Person author,
        String head,
        String base,
        boolean draft,
        List<Change> changes,
        Instant createdAt,
        @Nullable Instant mergedAt) {

    public PullRequest {
        changes = List.copyOf(changes);
    }

    /** The state as the API spells it; merged counts as closed. */
    public String state() {
        return mergedAt == null ? "open" : "closed";
    }
}
