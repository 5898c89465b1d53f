package dev.portolan.connector.github.issue;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.connector.github.api.WireObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An issue without its text. */
public record IssueSummary(
        int number,
        String title,
        @JsonPropertyDescription("open or closed") String state,
        @Nullable String author,
        List<String> labels,
        int comments,
        String createdAt,
        String updatedAt,
        String url) {

    static IssueSummary of(WireObject wire) {
        return new IssueSummary(
                wire.number("number"),
                wire.text("title"),
                wire.text("state"),
                wire.login("user"),
                wire.objects("labels").stream().map(label -> label.text("name")).toList(),
                wire.number("comments"),
                wire.text("created_at"),
                wire.text("updated_at"),
                wire.text("html_url"));
    }
}
