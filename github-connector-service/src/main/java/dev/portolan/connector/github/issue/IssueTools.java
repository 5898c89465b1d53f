package dev.portolan.connector.github.issue;

import dev.portolan.connector.github.api.PageRequest;
import dev.portolan.connector.github.api.RepositoryName;
import dev.portolan.mcp.server.Tool;
import dev.portolan.mcp.server.ToolArg;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;

/** Tools on GitHub issues. */
@ApplicationScoped
class IssueTools {

    private final Issues issues;

    IssueTools(Issues issues) {
        this.issues = issues;
    }

    @Tool(
            title = "List issues",
            description = "Lists issues of a GitHub repository, newest first, without their texts.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = true))
    IssuePage list_issues(
            @ToolArg(description = "Login of the owner") String owner,
            @ToolArg(description = "Name of the repository") String repo,
            @ToolArg(description = "Which ones", defaultValue = "open") IssueState state,
            @ToolArg(description = "Only issues that have all these labels")
                    Optional<@Size(max = 20) List<String>> labels,
            @ToolArg(description = "Page, from 1", defaultValue = "1") @Min(1) @Max(10000) int page,
            @ToolArg(description = "Entries per page, 1 to 100", defaultValue = "30") @Min(1) @Max(100) int perPage) {
        return issues.list(
                new RepositoryName(owner, repo), state, labels.orElse(List.of()), new PageRequest(page, perPage));
    }

    @Tool(
            title = "Get issue",
            description = "Shows a GitHub issue with its text and comments.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = true))
    IssueDetail get_issue(
            @ToolArg(description = "Login of the owner") String owner,
            @ToolArg(description = "Name of the repository") String repo,
            @ToolArg(description = "Number of the issue") @Min(1) int number,
            @ToolArg(description = "Page of comments, from 1", defaultValue = "1") @Min(1) @Max(10000) int page,
            @ToolArg(description = "Comments per page, 1 to 100", defaultValue = "30") @Min(1) @Max(100) int perPage) {
        return issues.get(new RepositoryName(owner, repo), number, new PageRequest(page, perPage));
    }

    @Tool(
            title = "Create issue",
            description = "Opens a GitHub issue. Everybody who sees the repository can read it; it cannot be undone.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = false,
                            destructiveHint = false,
                            idempotentHint = false,
                            openWorldHint = true))
    CreatedIssue create_issue(
            @ToolArg(description = "Login of the owner") String owner,
            @ToolArg(description = "Name of the repository") String repo,
            @ToolArg(description = "Title") @Size(min = 1, max = 256) String title,
            @ToolArg(description = "Text in Markdown") Optional<@Size(max = 65536) String> body,
            @ToolArg(description = "Names of labels") Optional<@Size(max = 20) List<String>> labels) {
        return issues.create(new RepositoryName(owner, repo), title, body, labels.orElse(List.of()));
    }

    @Tool(
            title = "Add issue comment",
            description = "Adds a comment to a GitHub issue or pull request. It cannot be undone.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = false,
                            destructiveHint = false,
                            idempotentHint = false,
                            openWorldHint = true))
    CreatedComment add_issue_comment(
            @ToolArg(description = "Login of the owner") String owner,
            @ToolArg(description = "Name of the repository") String repo,
            @ToolArg(description = "Number of the issue or pull request") @Min(1) int number,
            @ToolArg(description = "Text in Markdown") @Size(min = 1, max = 65536) String body) {
        return issues.comment(new RepositoryName(owner, repo), number, body);
    }
}
