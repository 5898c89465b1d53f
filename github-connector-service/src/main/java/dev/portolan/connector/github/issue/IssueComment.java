package dev.portolan.connector.github.issue;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.connector.github.api.WireObject;
import org.jspecify.annotations.Nullable;

/** A comment. */
public record IssueComment(
        @JsonPropertyDescription("Login") @Nullable String author,
        String body,
        @JsonPropertyDescription("ISO 8601") String createdAt,
        String url) {

    static IssueComment of(WireObject wire) {
        return new IssueComment(
                wire.login("user"),
                wire.optionalText("body").orElse(""),
                wire.text("created_at"),
                wire.text("html_url"));
    }
}
