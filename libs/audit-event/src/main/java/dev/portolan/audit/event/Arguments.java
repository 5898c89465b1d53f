package dev.portolan.audit.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What is kept of the arguments of a call.
 *
 * @param mode how much is kept
 * @param json the arguments as JSON text after redaction, empty unless {@link Mode#REDACTED}; at most
 *     {@link #MAX_JSON_BYTES}, longer text is left out and the mode becomes {@link Mode#DIGEST}
 * @param sha256 of the arguments as they arrived, 64 lower-case hex digits; empty for {@link Mode#NONE}
 * @param bytes length of the arguments as they arrived
 * @param redactions JSON paths of what was taken out, e.g. {@code $.password}; at most 32 of at most 128 characters
 */
public record Arguments(Mode mode, String json, String sha256, long bytes, List<String> redactions) {

    /** How much of the arguments is kept. */
    public enum Mode {
        /** There were none, or none are kept. */
        NONE,
        /** Digest and length. */
        DIGEST,
        /** Digest, length, and the text with secrets taken out. */
        REDACTED
    }

    /** Bound of {@code json} in UTF-8. */
    public static final int MAX_JSON_BYTES = 8192;

    /** No arguments. */
    public static final Arguments NONE = new Arguments(Mode.NONE, "", "", 0, List.of());

    /**
     * Bounds the texts.
     *
     * @throws IllegalArgumentException if the digest is malformed, or {@code bytes} is out of range
     */
    public Arguments {
        json = mode == Mode.REDACTED ? Text.json(json) : "";
        if (json.getBytes(StandardCharsets.UTF_8).length > MAX_JSON_BYTES) {
            json = "";
            mode = Mode.DIGEST;
        }
        sha256 = Text.sha256(sha256);
        redactions = Text.bounded(redactions, 32, 128);
        Text.count("bytes", bytes);
    }

    /** Digest and length only. */
    public static Arguments digest(String sha256, long bytes) {
        return new Arguments(Mode.DIGEST, "", sha256, bytes, List.of());
    }

    Map<String, Object> members() {
        if (equals(NONE)) {
            return Map.of();
        }
        return new Members()
                .always("mode", mode)
                .text("json", json)
                .text("sha256", sha256)
                .number("bytes", bytes)
                .list("redactions", redactions)
                .map();
    }
}
