package dev.portolan.standin.github.world;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An issue with its comments, as it is now; a change makes a new one. */
public record Issue(
        int number,
        String title,
        @Nullable String body,
        Person author,
        List<Label> labels,
        List<Comment> comments,
        Instant createdAt,
        @Nullable Instant closedAt) {

    public Issue {
        labels = List.copyOf(labels);
        comments = List.copyOf(comments);
    }

    /** The state as the API spells it. */
    public String state() {
        return closedAt == null ? "open" : "closed";
    }

    /** When anything last happened here. */
    public Instant updatedAt() {
        Instant latest = closedAt == null ? createdAt : closedAt;
        return comments.isEmpty()
                ? latest
                : latest.compareTo(comments.get(comments.size() - 1).createdAt()) > 0
                        ? latest
                        : comments.get(comments.size() - 1).createdAt();
    }

    Issue with(Comment comment) {
        List<Comment> all = new java.util.ArrayList<>(comments);
        all.add(comment);
        return new Issue(number, title, body, author, labels, all, createdAt, closedAt);
    }
}
