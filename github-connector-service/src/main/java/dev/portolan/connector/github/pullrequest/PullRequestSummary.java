package dev.portolan.connector.github.pullrequest;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.connector.github.api.WireObject;
import org.jspecify.annotations.Nullable;

/** A pull request without its text. */
public record PullRequestSummary(
        int number,
        String title,
        @JsonPropertyDescription("open or closed") String state,
        boolean draft,
        @Nullable String author,

        @JsonPropertyDescription("Branch offered, as owner:branch")
        String head,

        @JsonPropertyDescription("Branch it is meant for") String base,
        String createdAt,
        String updatedAt,

        @JsonPropertyDescription("ISO 8601; missing while it is not merged") @Nullable String mergedAt,

        String url) {

    static PullRequestSummary of(WireObject wire) {
        return new PullRequestSummary(
                wire.number("number"),
                wire.text("title"),
                wire.text("state"),
                wire.flag("draft"),
                wire.login("user"),
                wire.object("head").optionalText("label").orElse(""),
                wire.object("base").text("ref"),
                wire.text("created_at"),
                wire.text("updated_at"),
                wire.textOrNull("merged_at"),
                wire.text("html_url"));
    }
}
