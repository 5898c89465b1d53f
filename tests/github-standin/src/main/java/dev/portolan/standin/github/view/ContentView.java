package dev.portolan.standin.github.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.standin.github.world.Hashes;
import dev.portolan.standin.github.world.Repository;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Files and directories as the contents API and code search show them. */
public final class ContentView {

    /** Files up to this size carry their content; 1 MiB, as on GitHub. */
    public static final int INLINE_BYTES = 1024 * 1024;

    private static final int LINE = 60;

    private ContentView() {}

    /** A {@code content-file}: content in lines of base64, or none with encoding "none" when it is too large. */
    public static ObjectNode file(String path, byte[] content, String ref, Repository in, Addresses at) {
        ObjectNode json = entry("file", path, Hashes.blob(content), ref, in, at).put("size", content.length);
        if (content.length > INLINE_BYTES) {
            return json.put("content", "").put("encoding", "none");
        }
        Base64.Encoder lines = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        String text = lines.encodeToString(content);
        return json.put("content", text.isEmpty() ? "" : text + "\n").put("encoding", "base64");
    }

    /** One line of a directory. */
    public static ObjectNode listed(String path, byte[] content, String ref, Repository in, Addresses at) {
        return entry("file", path, Hashes.blob(content), ref, in, at).put("size", content.length);
    }

    /** A directory within a directory. */
    public static ObjectNode directory(String path, String ref, Repository in, Addresses at) {
        String sha = Hashes.sha1((ref + path).getBytes(StandardCharsets.UTF_8));
        return entry("dir", path, sha, ref, in, at).put("size", 0).putNull("download_url");
    }

    /** A {@code code-search-result-item}. */
    public static ObjectNode found(String path, byte[] content, Repository in, Addresses at) {
        ObjectNode entry = entry("file", path, Hashes.blob(content), "main", in, at);
        entry.retain("name", "path", "sha", "url", "git_url", "html_url");
        entry.set("repository", RepositoryView.minimal(in, at));
        return entry.put("score", 1.0);
    }

    private static ObjectNode entry(String type, String path, String sha, String ref, Repository in, Addresses at) {
        String escaped = path.replace(" ", "%20");
        String url = at.of(in) + "/contents/" + escaped + "?ref=" + ref;
        String git = at.of(in) + "/git/" + ("dir".equals(type) ? "trees" : "blobs") + "/" + sha;
        String html = at.webOf(in) + "/blob/" + ref + "/" + escaped;
        ObjectNode json = Json.object();
        json.put("type", type)
                .put("name", path.substring(path.lastIndexOf('/') + 1))
                .put("path", path);
        json.put("sha", sha).put("url", url).put("git_url", git).put("html_url", html);
        json.put("download_url", at.webOf(in) + "/raw/" + ref + "/" + escaped);
        json.putObject("_links").put("self", url).put("git", git).put("html", html);
        return json;
    }
}
