package dev.portolan.audit.event;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a record says of the arguments of a call. The arguments are no part of it, as it can never be erased: they
 * travel beside it, and {@code commitment} binds it to them.
 *
 * @param mode how much is kept beside the record
 * @param json what the gateway itself says and concerns no person, as JSON text; empty unless {@link Mode#PLAIN}; at
 *     most {@link #MAX_JSON_BYTES}, longer text is left out and the mode becomes {@link Mode#DIGEST}
 * @param commitment to the arguments, 64 lower-case hex digits; empty for {@link Mode#NONE} and {@link Mode#PLAIN}
 * @param bytes length of the arguments as they arrived
 * @param redactions how many secrets were found in them and taken out
 */
public record Arguments(Mode mode, String json, String commitment, long bytes, long redactions) {

    /** How much of the arguments is kept. */
    public enum Mode {
        /** There were none, or none are kept. */
        NONE,
        /** Digest and length. */
        DIGEST,
        /** The text too, with all taken out that may be a secret. */
        REDACTED,
        /** The text too, with all taken out that is known to be a secret. */
        ENCRYPTED,
        /** The text, in the record itself: of the gateway's own making. */
        PLAIN
    }

    /** Bound of {@code json} in UTF-8. */
    public static final int MAX_JSON_BYTES = 8192;

    /** No arguments. */
    public static final Arguments NONE = new Arguments(Mode.NONE, "", "", 0, 0);

    /**
     * Bounds the texts.
     *
     * @throws IllegalArgumentException if the commitment is malformed, or a number is out of range
     */
    public Arguments {
        json = mode == Mode.PLAIN ? Text.json(json) : "";
        if (json.getBytes(StandardCharsets.UTF_8).length > MAX_JSON_BYTES) {
            json = "";
            mode = Mode.DIGEST;
        }
        commitment = Text.sha256(commitment);
        Text.count("bytes", bytes);
        Text.count("redactions", redactions);
    }

    /** Commitment and length only. */
    public static Arguments digest(String commitment, long bytes) {
        return new Arguments(Mode.DIGEST, "", commitment, bytes, 0);
    }

    /** What the gateway itself says. */
    public static Arguments plain(String json) {
        return new Arguments(Mode.PLAIN, json, "", json.getBytes(StandardCharsets.UTF_8).length, 0);
    }

    Map<String, Object> members() {
        if (equals(NONE)) {
            return Map.of();
        }
        return new Members()
                .always("mode", mode)
                .text("json", json)
                .text("commitment", commitment)
                .number("bytes", bytes)
                .number("redactions", redactions)
                .map();
    }
}
