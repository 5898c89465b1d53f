package dev.portolan.gateway.reload;

import dev.portolan.gateway.call.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file at one moment. */
public final class FileContent {
    private final byte[] bytes;
    private final String digest;

    private FileContent(byte[] bytes) {
        this.bytes = bytes;
        this.digest = Sha256.hex(bytes);
    }

    /** Content that was not read from a file. */
    public static FileContent of(String text) {
        return new FileContent(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads all of a regular file, through symbolic links.
     *
     * @throws BadFile if there is no such file, it is too long, or it cannot be read
     */
    static FileContent read(Path file, int maxBytes) {
        Faults faults = new Faults(file);
        if (!Files.exists(file)) {
            throw faults.with(0, "there is no such file; create it, or configure where it is");
        }
        if (!Files.isRegularFile(file)) {
            throw faults.with(0, "it is not a regular file; configure the path of one");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw faults.with(0, "it is longer than " + maxBytes + " bytes; shorten it, or raise its max-size");
            }
            return new FileContent(bytes);
        } catch (IOException e) {
            throw faults.with(0, "it cannot be read; check that the gateway's user has the right to");
        }
    }

    /** SHA-256 of the bytes, 64 lower-case hex digits. */
    public String digest() {
        return digest;
    }

    /**
     * The bytes as text.
     *
     * @throws BadFile if they are not UTF-8
     */
    String text(Faults faults) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        try {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isError()) {
                result.throwException();
            }
            return out.flip().toString();
        } catch (CharacterCodingException e) {
            int line = 1 + (int) out.flip().chars().filter(c -> c == '\n').count();
            throw faults.with(line, "this is not UTF-8; save the file in that encoding");
        }
    }
}
