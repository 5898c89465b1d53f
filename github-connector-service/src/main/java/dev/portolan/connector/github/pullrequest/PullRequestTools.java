package dev.portolan.connector.github.pullrequest;

import dev.portolan.connector.github.api.PageRequest;
import dev.portolan.connector.github.api.RepositoryName;
import dev.portolan.mcp.server.Tool;
import dev.portolan.mcp.server.ToolArg;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Tools on GitHub pull requests. */
@ApplicationScoped
class PullRequestTools {

    private final PullRequests pullRequests;

    PullRequestTools(PullRequests pullRequests) {
        this.pullRequests = pullRequests;
    }

    @Tool(
            title = "List pull requests",
            description = "Lists pull requests of a GitHub repository, newest first, without their texts.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = true))
    PullRequestPage list_pull_requests(
            @ToolArg(description = "Login of the owner") String owner,
            @ToolArg(description = "Name of the repository") String repo,
            @ToolArg(description = "Which ones", defaultValue = "open") PullRequestState state,
            @ToolArg(description = "Page, from 1", defaultValue = "1") @Min(1) @Max(10000) int page,
            @ToolArg(description = "Entries per page, 1 to 100", defaultValue = "30") @Min(1) @Max(100) int perPage) {
        return pullRequests.list(new RepositoryName(owner, repo), state, new PageRequest(page, perPage));
    }

    @Tool(
            title = "Get pull request",
            description = "Shows a GitHub pull request: text, branches, size of the change, whether it can be merged.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = true))
    PullRequestDetail get_pull_request(
            @ToolArg(description = "Login of the owner") String owner,
            @ToolArg(description = "Name of the repository") String repo,
            @ToolArg(description = "Number of the pull request") @Min(1) int number) {
        return pullRequests.get(new RepositoryName(owner, repo), number);
    }

    @Tool(
            title = "Get pull request diff",
            description = "Shows the files a GitHub pull request changes, with their patches.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = true))
    PullRequestDiff get_pull_request_diff(
            @ToolArg(description = "Login of the owner") String owner,
            @ToolArg(description = "Name of the repository") String repo,
            @ToolArg(description = "Number of the pull request") @Min(1) int number,
            @ToolArg(description = "Page, from 1", defaultValue = "1") @Min(1) @Max(10000) int page,
            @ToolArg(description = "Files per page, 1 to 100", defaultValue = "30") @Min(1) @Max(100) int perPage) {
        return pullRequests.diff(new RepositoryName(owner, repo), number, new PageRequest(page, perPage));
    }
}
