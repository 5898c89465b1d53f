package dev.portolan.connector.github.content;

import dev.portolan.connector.github.api.GitHubApi;
import dev.portolan.connector.github.api.GitHubRequest;
import dev.portolan.connector.github.api.GitHubResponse;
import dev.portolan.connector.github.api.RepositoryName;
import dev.portolan.connector.github.api.WireObject;
import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.text.Content;
import dev.portolan.connector.github.text.TreePath;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads files and directories over GitHub's contents API. */
@ApplicationScoped
class Contents {

    /** What one answer of the contents API lists at most. */
    private static final int LISTED = 1000;

    private static final int REF = 250;

    private final GitHubApi api;

    Contents(GitHubApi api) {
        this.api = api;
    }

    FileContent file(RepositoryName repository, TreePath path, Optional<String> ref) {
        GitHubResponse response = api.read(request(repository, Optional.of(path), ref));
        if (response.isList()) {
            throw Failure.VALIDATION_FAILED.because("path: this is a directory; list_directory shows it.");
        }
        WireObject wire = response.object();
        if (!wire.text("type").equals("file")) {
            throw Failure.VALIDATION_FAILED.because("path: this is a link or a submodule, not a file.");
        }
        // GitHub sends up to 1 MB inline and says "none" beyond
        boolean inline = wire.text("encoding").equals("base64");
        Content content = inline ? decoded(wire) : null;
        return new FileContent(
                wire.text("path"),
                wire.text("sha"),
                wire.number("size"),
                content == null ? "none" : content.encoding(),
                content == null ? null : content.text(),
                content == null,
                content == null ? 0 : content.invisibleRemoved(),
                response.rate());
    }

    Directory directory(RepositoryName repository, Optional<TreePath> path, Optional<String> ref) {
        GitHubResponse response = api.read(request(repository, path, ref));
        if (!response.isList()) {
            throw Failure.VALIDATION_FAILED.because("path: this is a file; get_file shows it.");
        }
        List<Directory.Entry> entries = response.objects().stream()
                .map(wire -> new Directory.Entry(wire.text("name"), wire.text("type"), wire.number("size")))
                .toList();
        return new Directory(path.map(TreePath::text).orElse(""), entries, entries.size() >= LISTED, response.rate());
    }

    private static GitHubRequest request(RepositoryName repository, Optional<TreePath> path, Optional<String> ref) {
        if (ref.filter(text ->
                        text.isBlank() || text.length() > REF || text.chars().anyMatch(c -> c < 0x21))
                .isPresent()) {
            throw Failure.VALIDATION_FAILED.because("ref: give a branch, a tag or a commit id.");
        }
        List<String> segments = new ArrayList<>(List.of("contents"));
        path.ifPresent(inside -> segments.addAll(inside.segments()));
        if (path.isEmpty()) {
            segments.add("");
        }
        Map<String, @Nullable String> parameters = new HashMap<>();
        parameters.put("ref", ref.orElse(null));
        return GitHubRequest.in(repository, "such path or ref", segments.toArray(String[]::new))
                .with(parameters);
    }

    private static Content decoded(WireObject wire) {
        try {
            return Content.of(Base64.getMimeDecoder().decode(wire.raw("content").orElse("")));
        } catch (IllegalArgumentException e) {
            throw Failure.UPSTREAM_MISBEHAVED.because("GitHub's answer does not hold the file it names.");
        }
    }
}
