package dev.portolan.connector.github.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The bytes of a file as they can be shown: visible text if they are UTF-8 without zero bytes, else base64.
 *
 * @param encoding {@code utf-8} or {@code base64}
 * @param invisibleRemoved how many characters were dropped because nobody would see them
 */
public record Content(String encoding, String text, int invisibleRemoved) {

    /** Decides how bytes are shown. */
    public static Content of(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return base64(bytes);
            }
        }
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            // a carriage return before a line feed is how some files end their lines, not something hidden
            VisibleText visible = VisibleText.strip(decoded.replace("\r\n", "\n"));
            return new Content("utf-8", visible.text(), visible.removed());
        } catch (CharacterCodingException e) {
            return base64(bytes);
        }
    }

    private static Content base64(byte[] bytes) {
        return new Content("base64", Base64.getEncoder().encodeToString(bytes), 0);
    }
}
