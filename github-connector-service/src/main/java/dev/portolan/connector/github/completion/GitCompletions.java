package dev.portolan.connector.github.completion;

import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.git.GitRepositories;
import dev.portolan.connector.github.git.Revision;
import dev.portolan.connector.github.git.TreeListing;
import dev.portolan.mcp.server.CompleteArg;
import dev.portolan.mcp.server.CompleteContext;
import dev.portolan.mcp.server.CompleteResourceTemplate;
import dev.portolan.mcp.server.CompletionResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/** What is proposed for the arguments of plain Git's template. */
@ApplicationScoped
class GitCompletions {

    private static final int REPOSITORIES = 1000;
    private static final int REFS = 1000;
    private static final int PATHS = 1000;
    private static final CompletionResponse UNKNOWN = new CompletionResponse(List.of(), null, true);

    private final GitRepositories repositories;

    GitCompletions(GitRepositories repositories) {
        this.repositories = repositories;
    }

    @CompleteResourceTemplate("git_file")
    CompletionResponse repository(@CompleteArg(name = "repository") String prefix) {
        return Failure.reading(
                "completion", () -> proposed(repositories.names(REPOSITORIES).stream(), prefix, REPOSITORIES));
    }

    @CompleteResourceTemplate("git_file")
    CompletionResponse ref(@CompleteArg(name = "ref") String prefix, CompleteContext context) {
        String repository = context.arguments().getOrDefault("repository", "");
        return repository.isEmpty()
                ? UNKNOWN
                : Failure.reading(
                        "completion",
                        () -> repositories.reading(
                                repository,
                                (git, deadline) -> proposed(
                                        git
                                                .getRefDatabase()
                                                .getRefsByPrefix(Constants.R_HEADS, Constants.R_TAGS)
                                                .stream()
                                                .map(ref -> Repository.shortenRefName(ref.getName())),
                                        prefix,
                                        REFS)));
    }

    @CompleteResourceTemplate("git_file")
    CompletionResponse path(@CompleteArg(name = "path") String prefix, CompleteContext context) {
        String repository = context.arguments().getOrDefault("repository", "");
        Optional<String> ref = Optional.ofNullable(context.arguments().get("ref"));
        return repository.isEmpty()
                ? UNKNOWN
                : Failure.reading("completion", () -> {
                    Revision revision = Revision.of(ref);
                    return repositories.reading(
                            repository,
                            (git, deadline) -> proposed(
                                    new TreeListing(git, deadline).paths(revision, prefix, PATHS).stream(),
                                    prefix,
                                    PATHS));
                });
    }

    private static CompletionResponse proposed(Stream<String> names, String prefix, int most) {
        List<String> found = names.filter(name -> name.startsWith(prefix))
                .distinct()
                .limit(most)
                .toList();
        return found.size() < most ? CompletionResponse.create(found) : new CompletionResponse(found, null, true);
    }
}
