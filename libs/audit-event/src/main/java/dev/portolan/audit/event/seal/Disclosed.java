package dev.portolan.audit.event.seal;

import dev.portolan.audit.event.Text;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;

/**
 * Arguments or a result: what opens the commitment to them, and what is kept of them.
 *
 * @param salt of the commitment, Base64 of 16 bytes
 * @param sha256 of the whole as it was sent, 64 lower-case hex digits
 * @param text JSON text with secrets taken out; empty if none is kept; fits {@link #MAX_TEXT_BYTES}
 */
public record Disclosed(String salt, String sha256, String text) {

    /** Most bytes of a text as it is written: in UTF-8, each quotation mark and backslash as two. */
    public static final int MAX_TEXT_BYTES = 16_384;

    /** @throws IllegalArgumentException if salt or digest are malformed, or the text is too long */
    public Disclosed {
        salt = Commitment.checkedSalt(salt);
        if (Text.sha256(sha256).isEmpty()) {
            throw new IllegalArgumentException("what is disclosed has a digest");
        }
        text = Text.json(text);
        if (written(text) > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("a text of more than " + MAX_TEXT_BYTES + " bytes is not kept");
        }
    }

    /** With a new salt. */
    public static Disclosed of(SecureRandom random, String sha256, String text) {
        return new Disclosed(Commitment.salt(random), sha256, text);
    }

    /** How long a text is as it is written. */
    public static int written(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // half of a pair is two of its four bytes
            boolean two = c == '"' || c == '\\' || c >= 0x80 && c < 0x800 || Character.isSurrogate(c);
            bytes += two ? 2 : c < 0x80 ? 1 : 3;
        }
        return bytes;
    }

    /** What a record says instead, 64 lower-case hex digits: to the whole, and to the text that is kept of it. */
    public String commitment() {
        return Commitment.of(salt, sha256, text);
    }

    Map<String, Object> members(String textName) {
        Map<String, Object> members = new TreeMap<>(Map.of("salt", salt, "sha256", sha256));
        if (!text.isEmpty()) {
            members.put(textName, text);
        }
        return members;
    }
}
