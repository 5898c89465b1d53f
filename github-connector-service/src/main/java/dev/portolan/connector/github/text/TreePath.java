package dev.portolan.connector.github.text;

import dev.portolan.connector.github.failure.Failure;
import java.util.Arrays;
import java.util.List;

/** A path within a tree: segments joined by slashes, none of them empty, {@code .} or {@code ..}. */
public record TreePath(String text) {

    private static final int LONGEST = 1000;

    /**
     * Checks the form.
     *
     * @throws dev.portolan.mcp.server.ToolCallException validation_failed, if it could name anything outside a tree
     */
    public TreePath {
        boolean good = !text.isEmpty()
                && text.length() <= LONGEST
                && text.chars().noneMatch(c -> c < 0x20 || c == 0x7F || c == '\\')
                && Arrays.stream(text.split("/", -1))
                        .noneMatch(segment -> segment.isEmpty() || segment.equals(".") || segment.equals(".."));
        if (!good) {
            throw Failure.VALIDATION_FAILED.because(
                    "path: give a path from the repository's root such as src/main.c, without '..' and leading '/'.");
        }
    }

    /** The path's parts. */
    public List<String> segments() {
        return List.of(text.split("/"));
    }
}
