package dev.portolan.connector.github.content;

import dev.portolan.connector.github.api.RepositoryName;
import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.text.TreePath;
import dev.portolan.mcp.server.BlobResourceContents;
import dev.portolan.mcp.server.RequestUri;
import dev.portolan.mcp.server.ResourceContents;
import dev.portolan.mcp.server.ResourceTemplate;
import dev.portolan.mcp.server.TextResourceContents;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Files of GitHub repositories as resources. */
@ApplicationScoped
class ContentResources {

    private final Contents contents;

    ContentResources(Contents contents) {
        this.contents = contents;
    }

    @ResourceTemplate(
            uriTemplate = "github://{owner}/{repo}/contents/{+path}",
            name = "github_file",
            title = "File on GitHub",
            description = "A file of a GitHub repository on its default branch, up to 1 MB")
    ResourceContents file(String owner, String repo, String path, RequestUri uri) {
        FileContent file = Failure.reading(
                uri.value(),
                () -> contents.file(new RepositoryName(owner, repo), new TreePath(path), Optional.empty()));
        String content = file.content();
        if (content == null) {
            throw Failure.asResourceError(
                    uri.value(), Failure.TOO_LARGE.because("This file is larger than 1 MB and is not shown."));
        }
        return file.encoding().equals("utf-8")
                ? new TextResourceContents(uri.value(), content, "text/plain")
                : new BlobResourceContents(uri.value(), content, "application/octet-stream");
    }
}
