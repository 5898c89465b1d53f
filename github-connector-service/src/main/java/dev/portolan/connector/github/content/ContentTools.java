package dev.portolan.connector.github.content;

import dev.portolan.connector.github.api.GitHubApi;
import dev.portolan.connector.github.api.GitHubRequest;
import dev.portolan.connector.github.api.GitHubResponse;
import dev.portolan.connector.github.api.PageRequest;
import dev.portolan.connector.github.api.RepositoryName;
import dev.portolan.connector.github.api.WireObject;
import dev.portolan.connector.github.text.TreePath;
import dev.portolan.mcp.server.Tool;
import dev.portolan.mcp.server.ToolArg;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;

/** Tools on files of GitHub repositories. */
@ApplicationScoped
class ContentTools {

    private static final String REF = "Branch, tag or commit id; the default branch if not given";

    private final GitHubApi api;
    private final Contents contents;

    ContentTools(GitHubApi api, Contents contents) {
        this.api = api;
        this.contents = contents;
    }

    @Tool(
            title = "Get file",
            description = "Shows a file of a GitHub repository; content up to 1 MB.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = true))
    FileContent get_file(
            @ToolArg(description = "Login of the owner") String owner,
            @ToolArg(description = "Name of the repository") String repo,
            @ToolArg(description = "Path from the root of the repository") String path,
            @ToolArg(description = REF) Optional<String> ref) {
        return contents.file(new RepositoryName(owner, repo), new TreePath(path), ref);
    }

    @Tool(
            title = "List directory",
            description = "Lists a directory of a GitHub repository.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = true))
    Directory list_directory(
            @ToolArg(description = "Login of the owner") String owner,
            @ToolArg(description = "Name of the repository") String repo,
            @ToolArg(description = "Path from the root; the root itself if not given") Optional<String> path,
            @ToolArg(description = REF) Optional<String> ref) {
        Optional<TreePath> inside = path.filter(text -> !text.isEmpty()).map(TreePath::new);
        return contents.directory(new RepositoryName(owner, repo), inside, ref);
    }

    @Tool(
            title = "Search code",
            description = "Finds files on GitHub by words in them and qualifiers such as repo:acme/billing, path:src.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = true))
    CodeMatches search_code(
            @ToolArg(description = "Words and qualifiers") @Size(min = 1, max = 256) String query,
            @ToolArg(description = "Page, from 1", defaultValue = "1") @Min(1) @Max(10000) int page,
            @ToolArg(description = "Entries per page, 1 to 100", defaultValue = "30") @Min(1) @Max(100) int perPage) {
        GitHubResponse response = api.read(GitHubRequest.site("this search", "/search/code")
                .with(Map.of("q", query))
                .with(new PageRequest(page, perPage))
                .withMatches());
        WireObject found = response.object();
        Integer next = response.links().nextPage().orElse(null);
        return new CodeMatches(
                found.objects("items").stream().map(ContentTools::match).toList(),
                found.number("total_count"),
                found.flag("incomplete_results"),
                next != null,
                next,
                response.rate());
    }

    private static CodeMatches.Match match(WireObject item) {
        return new CodeMatches.Match(
                item.object("repository").text("full_name"),
                item.text("path"),
                item.text("sha"),
                item.objects("text_matches").stream()
                        .map(match -> match.text("fragment"))
                        .toList());
    }
}
