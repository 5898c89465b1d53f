package dev.portolan.connector.github.gitcontent;

import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.git.GitConfig;
import dev.portolan.connector.github.git.GitRepositories;
import dev.portolan.connector.github.git.Revision;
import dev.portolan.connector.github.text.TreePath;
import dev.portolan.mcp.server.BlobResourceContents;
import dev.portolan.mcp.server.RequestUri;
import dev.portolan.mcp.server.Resource;
import dev.portolan.mcp.server.ResourceContents;
import dev.portolan.mcp.server.ResourceTemplate;
import dev.portolan.mcp.server.TextResourceContents;
import jakarta.enterprise.context.ApplicationScoped;

/** Plain Git repositories and their files as resources. */
@ApplicationScoped
class GitResources {

    private final GitRepositories repositories;
    private final RepositoryListing listing;
    private final GitConfig config;

    GitResources(GitRepositories repositories, RepositoryListing listing, GitConfig config) {
        this.repositories = repositories;
        this.listing = listing;
        this.config = config;
    }

    @Resource(
            uri = "git://repositories",
            name = "git_repositories",
            title = "Git repositories",
            description = "The plain Git repositories this connector serves, with the branch each stands at",
            mimeType = "application/json")
    RepositoryList repositories(RequestUri uri) {
        return Failure.reading(uri.value(), listing::all);
    }

    @ResourceTemplate(
            uriTemplate = "git://{repository}/{ref}/{+path}",
            name = "git_file",
            title = "File in Git",
            description = "A file of a plain Git repository at a branch, tag or commit; write a slash in a ref as %2F")
    ResourceContents file(String repository, String ref, String path, RequestUri uri) {
        GitFile file = Failure.reading(uri.value(), () -> {
            TreePath inside = new TreePath(path);
            Revision revision = new Revision(ref);
            int largest =
                    (int) Math.min(Integer.MAX_VALUE - 16, config.fileSize().asLongValue());
            return repositories.reading(repository, (git, deadline) -> new Files(git, largest).file(revision, inside));
        });
        String content = file.content();
        if (content == null) {
            throw Failure.asResourceError(
                    uri.value(), Failure.TOO_LARGE.because("This file is too large to be shown."));
        }
        return file.encoding().equals("utf-8")
                ? new TextResourceContents(uri.value(), content, "text/plain")
                : new BlobResourceContents(uri.value(), content, "application/octet-stream");
    }
}
