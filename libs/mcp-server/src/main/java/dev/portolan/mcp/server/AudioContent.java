package dev.portolan.mcp.server;

import java.util.Base64;

/**
 * A sound.
 *
 * @param data in Base64
 * @param mimeType e.g. {@code audio/wav}
 */
public record AudioContent(String data, String mimeType) implements Content {
    public static AudioContent of(byte[] bytes, String mimeType) {
        return new AudioContent(Base64.getEncoder().encodeToString(bytes), mimeType);
    }

    @Override
    public String type() {
        return "audio";
    }
}
