package dev.portolan.connector.github.repository;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.connector.github.api.WireObject;
import org.jspecify.annotations.Nullable;

/** A repository. */
public record RepositoryInfo(
        @JsonPropertyDescription("owner/name") String fullName,
        @Nullable String description,
        String defaultBranch,
        @Nullable String language,

        @JsonPropertyDescription("Whether only chosen people see it")
        boolean isPrivate,

        @JsonPropertyDescription("Whether it is read-only") boolean archived,
        int stars,

        @JsonPropertyDescription("Open issues and pull requests")
        int openIssues,

        @JsonPropertyDescription("When something was last pushed, ISO 8601") @Nullable String pushedAt,

        String url) {

    static RepositoryInfo of(WireObject wire) {
        return new RepositoryInfo(
                wire.text("full_name"),
                wire.textOrNull("description"),
                wire.optionalText("default_branch").orElse(""),
                wire.textOrNull("language"),
                wire.flag("private"),
                wire.flag("archived"),
                wire.optionalNumber("stargazers_count").orElse(0),
                wire.optionalNumber("open_issues_count").orElse(0),
                wire.textOrNull("pushed_at"),
                wire.text("html_url"));
    }
}
