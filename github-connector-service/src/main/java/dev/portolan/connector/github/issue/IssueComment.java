package dev.portolan.connector.github.issue;

import dev.portolan.connector.github.api.WireObject;
import org.jspecify.annotations.Nullable;

/** A comment. */
public record IssueComment(@Nullable String author, String body, String createdAt, String url) {

    static IssueComment of(WireObject wire) {
        return new IssueComment(
                wire.login("user"),
                wire.optionalText("body").orElse(""),
                wire.text("created_at"),
                wire.text("html_url"));
    }
}
