package dev.portolan.mcp.server;

import java.util.Base64;

/**
 * An image.
 *
 * @param data in Base64
 * @param mimeType e.g. {@code image/png}
 */
public record ImageContent(String data, String mimeType) implements Content {
    public static ImageContent of(byte[] bytes, String mimeType) {
        return new ImageContent(Base64.getEncoder().encodeToString(bytes), mimeType);
    }

    @Override
    public String type() {
        return "image";
    }
}
