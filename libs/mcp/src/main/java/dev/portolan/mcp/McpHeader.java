package dev.portolan.mcp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP headers of MCP and how a value is written in one (MCP 2026-07-28, Streamable HTTP, "Custom Headers"):
 * visible ASCII as it is, anything else as {@code =?base64?…?=} over UTF-8.
 */
public final class McpHeader {
    public static final String PROTOCOL_VERSION = "MCP-Protocol-Version";
    public static final String METHOD = "Mcp-Method";
    public static final String NAME = "Mcp-Name";
    /** Prefix of the headers that mirror tool arguments marked {@code x-mcp-header}. */
    public static final String PARAM_PREFIX = "Mcp-Param-";
    /** Up to 2025-11-25 only. */
    public static final String SESSION_ID = "Mcp-Session-Id";

    public static final String LAST_EVENT_ID = "Last-Event-ID";

    private static final String OPEN = "=?base64?";
    private static final String CLOSE = "?=";

    private McpHeader() {}

    /** The header form of a value. */
    public static String encode(String value) {
        if (travelsAsItIs(value)) {
            return value;
        }
        return OPEN + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + CLOSE;
    }

    /**
     * The value that a header form stands for, after stripping the white space RFC 9110 allows around it.
     * Returns null if the value is inside a well-formed sentinel but not strict Base64 of UTF-8, or has
     * characters no header value may have; text that merely resembles the sentinel is itself the value.
     */
    public static @Nullable String decode(String header) {
        String value = stripOptionalWhitespace(header);
        if (!value.startsWith(OPEN) || !value.endsWith(CLOSE) || value.length() < OPEN.length() + CLOSE.length()) {
            return isVisibleAscii(value) ? value : null;
        }
        try {
            byte[] utf8 = Base64.getDecoder().decode(value.substring(OPEN.length(), value.length() - CLOSE.length()));
            if (!Base64.getEncoder().encodeToString(utf8).equals(value.substring(OPEN.length(), value.length() - 2))) {
                return null;
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            return null;
        }
    }

    /** Strips spaces and horizontal tabs, which are no part of a field value (RFC 9110 §5.5). */
    public static String stripOptionalWhitespace(String header) {
        int start = 0;
        int end = header.length();
        while (start < end && isBlank(header.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(header.charAt(end - 1))) {
            end--;
        }
        return header.substring(start, end);
    }

    private static boolean travelsAsItIs(String value) {
        boolean padded = !value.isEmpty() && (isBlank(value.charAt(0)) || isBlank(value.charAt(value.length() - 1)));
        return !value.isEmpty() && !padded && !value.startsWith(OPEN) && isVisibleAscii(value);
    }

    private static boolean isVisibleAscii(String value) {
        return value.chars().allMatch(c -> c >= 0x20 && c < 0x7f || c == '\t');
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
