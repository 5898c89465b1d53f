package dev.portolan.connector.github.gitcontent;

import dev.portolan.connector.github.git.GitConfig;
import dev.portolan.connector.github.git.GitRepositories;
import dev.portolan.connector.github.git.Revision;
import dev.portolan.connector.github.text.TreePath;
import dev.portolan.mcp.server.Tool;
import dev.portolan.mcp.server.ToolArg;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;

/** Tools on what is in plain Git repositories. */
@ApplicationScoped
class GitTools {

    private static final String REPOSITORY = "Name as git_repositories shows it";
    private static final String REF = "Branch, tag or commit id; HEAD if not given";

    private final GitRepositories repositories;
    private final RepositoryListing listing;
    private final GitConfig config;

    GitTools(GitRepositories repositories, RepositoryListing listing, GitConfig config) {
        this.repositories = repositories;
        this.listing = listing;
        this.config = config;
    }

    @Tool(
            title = "Git repositories",
            description = "Lists the plain Git repositories this connector serves.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    RepositoryList git_repositories() {
        return listing.all();
    }

    @Tool(
            title = "Git branches",
            description = "Lists the branches of a plain Git repository with their latest commits.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    RefList git_branches(
            @ToolArg(description = REPOSITORY) String repository,
            @ToolArg(description = "How many, 1 to 100", defaultValue = "30") @Min(1) @Max(100) int max,
            @ToolArg(description = "The `next` of the page before", defaultValue = "0") @Min(0) int offset) {
        return repositories.reading(
                repository, (git, deadline) -> new Refs(git, deadline).below(Constants.R_HEADS, max, offset));
    }

    @Tool(
            title = "Git tags",
            description = "Lists the tags of a plain Git repository with the commits they name.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    RefList git_tags(
            @ToolArg(description = REPOSITORY) String repository,
            @ToolArg(description = "How many, 1 to 100", defaultValue = "30") @Min(1) @Max(100) int max,
            @ToolArg(description = "The `next` of the page before", defaultValue = "0") @Min(0) int offset) {
        return repositories.reading(
                repository, (git, deadline) -> new Refs(git, deadline).below(Constants.R_TAGS, max, offset));
    }

    @Tool(
            title = "Git file",
            description = "Shows a file of a plain Git repository at a branch, tag or commit.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    GitFile git_file(
            @ToolArg(description = REPOSITORY) String repository,
            @ToolArg(description = "Path from the root of the repository") String path,
            @ToolArg(description = REF) Optional<String> ref) {
        TreePath file = new TreePath(path);
        Revision revision = Revision.of(ref);
        return repositories.reading(repository, (git, deadline) -> new Files(git, fileSize()).file(revision, file));
    }

    @Tool(
            title = "Git grep",
            description = "Finds lines in the files of a plain Git repository, by text or regular expression.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    Matches git_grep(
            @ToolArg(description = REPOSITORY) String repository,
            @ToolArg(description = "Text to find, or a regular expression if `regex` is true") String pattern,
            @ToolArg(description = REF) Optional<String> ref,
            @ToolArg(description = "Only in this file or directory") Optional<String> path,
            @ToolArg(description = "Read the pattern as a Java regular expression", defaultValue = "false")
                    boolean regex,
            @ToolArg(description = "Without regard to case", defaultValue = "false") boolean ignoreCase,
            @ToolArg(description = "How many lines, 1 to 200", defaultValue = "50") @Min(1) @Max(200) int max) {
        LinePattern wanted = LinePattern.of(pattern, regex, ignoreCase);
        Revision revision = Revision.of(ref);
        Optional<TreePath> inside = path.map(TreePath::new);
        return repositories.reading(repository, (git, deadline) -> new Grep(git, deadline, fileSize())
                .search(revision, inside, wanted, max));
    }

    private int fileSize() {
        return (int) Math.min(Integer.MAX_VALUE - 16, config.fileSize().asLongValue());
    }
}
