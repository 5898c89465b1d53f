package dev.portolan.connector.github.githistory;

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
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;

/** Tools on the history of plain Git repositories. */
@ApplicationScoped
class HistoryTools {

    private static final String REPOSITORY = "Name as git_repositories shows it";
    private static final String REF = "Branch, tag or commit id; HEAD if not given";

    private final GitRepositories repositories;
    private final GitConfig config;

    HistoryTools(GitRepositories repositories, GitConfig config) {
        this.repositories = repositories;
        this.config = config;
    }

    @Tool(
            title = "Git log",
            description = "Lists commits of a plain Git repository, newest first, also of one path, author or time.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    CommitPage git_log(
            @ToolArg(description = REPOSITORY) String repository,
            @ToolArg(description = REF) Optional<String> ref,
            @ToolArg(description = "Only commits that changed this file or directory") Optional<String> path,
            @ToolArg(description = "Only commits whose author's name or address has this in it")
                    Optional<String> author,
            @ToolArg(description = "Not before this: 2026-01-31 or 2026-01-31T12:00:00Z") Optional<String> since,
            @ToolArg(description = "How many, 1 to 100", defaultValue = "30") @Min(1) @Max(100) int max,
            @ToolArg(description = "The `next` of the page before", defaultValue = "0") @Min(0) @Max(9999) int offset) {
        LogFilter filter = LogFilter.of(author, since);
        LogRange part = new LogRange(max, offset);
        Optional<TreePath> inside = path.map(TreePath::new);
        return repositories.reading(
                repository, (git, deadline) -> new Log(git, deadline).page(Revision.of(ref), inside, filter, part));
    }

    @Tool(
            title = "Git show",
            description = "Shows a commit of a plain Git repository and what it changed against its first parent.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    ShownCommit git_show(
            @ToolArg(description = REPOSITORY) String repository,
            @ToolArg(description = REF) Optional<String> ref,
            @ToolArg(description = "Only changes to this file or directory") Optional<String> path) {
        Optional<TreePath> inside = path.map(TreePath::new);
        Revision revision = Revision.of(ref);
        return repositories.reading(repository, (git, deadline) -> {
            try (RevWalk walk = new RevWalk(git)) {
                RevCommit commit = revision.in(git, walk);
                RevTree parent = commit.getParentCount() == 0
                        ? null
                        : walk.parseCommit(commit.getParent(0)).getTree();
                Changes changes = new Differences(
                                git, deadline, config.patchSize().asLongValue())
                        .between(parent, commit.getTree(), inside);
                return new ShownCommit(Commit.of(commit), changes);
            }
        });
    }

    @Tool(
            title = "Git diff",
            description = "Shows what changed between two commits, branches or tags of a plain Git repository.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    Comparison git_diff(
            @ToolArg(description = REPOSITORY) String repository,
            @ToolArg(description = "Older side: branch, tag or commit id") String base,
            @ToolArg(description = "Newer side; HEAD if not given") Optional<String> head,
            @ToolArg(description = "Only changes to this file or directory") Optional<String> path) {
        Revision from = new Revision(base);
        Revision to = Revision.of(head);
        Optional<TreePath> inside = path.map(TreePath::new);
        return repositories.reading(repository, (git, deadline) -> {
            try (RevWalk walk = new RevWalk(git)) {
                RevCommit older = from.in(git, walk);
                RevCommit newer = to.in(git, walk);
                Changes changes = new Differences(
                                git, deadline, config.patchSize().asLongValue())
                        .between(older.getTree(), newer.getTree(), inside);
                return new Comparison(older.name(), newer.name(), changes);
            }
        });
    }

    @Tool(
            title = "Git blame",
            description = "Shows which commit last changed each line of a file in a plain Git repository.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    Blame git_blame(
            @ToolArg(description = REPOSITORY) String repository,
            @ToolArg(description = "File") String path,
            @ToolArg(description = REF) Optional<String> ref,
            @ToolArg(description = "First line, from 1", defaultValue = "1") @Min(1) int from,
            @ToolArg(description = "How many lines, 1 to 500", defaultValue = "200") @Min(1) @Max(500) int lines) {
        TreePath file = new TreePath(path);
        Revision revision = Revision.of(ref);
        return repositories.reading(repository, (git, deadline) -> new Blaming(
                        git, deadline, config.fileSize().asLongValue())
                .lines(revision, file, from, lines));
    }
}
