package dev.portolan.connector.github.gitcontent;

import dev.portolan.connector.github.git.GitConfig;
import dev.portolan.connector.github.git.GitRepositories;
import dev.portolan.connector.github.text.VisibleText;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Repository;

/** Lists the repositories that are served: those that are sound. */
@ApplicationScoped
class RepositoryListing {

    private final GitRepositories repositories;
    private final GitConfig config;

    RepositoryListing(GitRepositories repositories, GitConfig config) {
        this.repositories = repositories;
        this.config = config;
    }

    RepositoryList all() {
        List<String> names = repositories.names(config.repositories() + 1);
        List<RepositoryList.Entry> entries = new ArrayList<>();
        for (String name : names.subList(0, Math.min(names.size(), config.repositories()))) {
            if (repositories.isSound(name)) {
                entries.add(new RepositoryList.Entry(name, repositories.reading(name, (git, end) -> head(git))));
            }
        }
        return new RepositoryList(entries, names.size() > config.repositories());
    }

    private static String head(Repository git) throws IOException {
        String branch = git.getFullBranch();
        return VisibleText.of(branch == null ? "" : Repository.shortenRefName(branch));
    }
}
