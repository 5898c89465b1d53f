package dev.portolan.connector.github.repository;

import dev.portolan.connector.github.api.GitHubApi;
import dev.portolan.connector.github.api.GitHubRequest;
import dev.portolan.connector.github.api.GitHubResponse;
import dev.portolan.connector.github.api.PageRequest;
import dev.portolan.connector.github.api.RepositoryName;
import dev.portolan.connector.github.api.WireObject;
import dev.portolan.mcp.server.Tool;
import dev.portolan.mcp.server.ToolArg;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tools on GitHub repositories. */
@ApplicationScoped
class RepositoryTools {

    private final GitHubApi api;

    RepositoryTools(GitHubApi api) {
        this.api = api;
    }

    @Tool(
            title = "Get repository",
            description = "Shows a GitHub repository: description, default branch, language, state.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = true))
    RepositoryAnswer get_repository(
            @ToolArg(description = "Login of the owner") String owner,
            @ToolArg(description = "Name of the repository") String repo) {
        GitHubResponse response = api.read(GitHubRequest.in(new RepositoryName(owner, repo), "repository data"));
        return new RepositoryAnswer(RepositoryInfo.of(response.object()), response.rate());
    }

    @Tool(
            title = "List repositories",
            description = "Lists the GitHub repositories of a person or an organization, by name.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = true))
    RepositoryPage list_repositories(
            @ToolArg(description = "Login of the owner") String owner,
            @ToolArg(description = "Page, from 1", defaultValue = "1") @Min(1) @Max(10000) int page,
            @ToolArg(description = "Entries per page, 1 to 100", defaultValue = "30") @Min(1) @Max(100) int perPage) {
        String login = RepositoryName.checkedOwner(owner);
        return page(
                api.read(GitHubRequest.site("owner " + login, "/users/" + login + "/repos")
                        .with(Map.of("sort", "full_name"))
                        .with(new PageRequest(page, perPage))),
                null);
    }

    @Tool(
            title = "Search repositories",
            description = "Finds GitHub repositories by words and qualifiers such as user:acme or language:java.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = true))
    RepositoryPage search_repositories(
            @ToolArg(description = "Words and qualifiers") @Size(min = 1, max = 256) String query,
            @ToolArg(description = "Page, from 1", defaultValue = "1") @Min(1) @Max(10000) int page,
            @ToolArg(description = "Entries per page, 1 to 100", defaultValue = "30") @Min(1) @Max(100) int perPage) {
        GitHubResponse response = api.read(GitHubRequest.site("this search", "/search/repositories")
                .with(Map.of("q", query))
                .with(new PageRequest(page, perPage)));
        return page(response, response.object());
    }

    private static RepositoryPage page(GitHubResponse response, @Nullable WireObject search) {
        var found = search == null ? response.objects() : search.objects("items");
        Integer next = response.links().nextPage().orElse(null);
        return new RepositoryPage(
                found.stream().map(RepositoryInfo::of).toList(),
                search == null ? null : (Integer) search.number("total_count"),
                next != null,
                next,
                response.rate());
    }
}
