package dev.portolan.mcp;

/**
 * JSON-RPC 2.0 error codes as MCP uses them. Codes of our own must lie outside −32768…−32000
 * (MCP 2026-07-28, basic, "Error Codes").
 */
public final class ErrorCode {
    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;
    /** A mirror header is missing, malformed, or says something else than the body. HTTP 400. */
    public static final int HEADER_MISMATCH = -32020;
    /** The request needs a capability its client did not declare on it. HTTP 400. */
    public static final int MISSING_CLIENT_CAPABILITY = -32021;
    /** The named revision is not served here; {@code data} has {@code supported} and {@code requested}. HTTP 400. */
    public static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;
    /** Up to 2025-11-25 only: no such resource. Since 2026-07-28 that is {@link #INVALID_PARAMS}. */
    public static final int LEGACY_RESOURCE_NOT_FOUND = -32002;

    /** 2025-11-25: pages that the user must open first. */
    public static final int LEGACY_URL_ELICITATION_REQUIRED = -32042;

    private ErrorCode() {}

    /** The HTTP status that 2026-07-28 prescribes for an error, or the other if it prescribes none. */
    public static int httpStatus(long code, int otherwise) {
        if (code == METHOD_NOT_FOUND) {
            return 404;
        }
        boolean bad =
                code == HEADER_MISMATCH || code == MISSING_CLIENT_CAPABILITY || code == UNSUPPORTED_PROTOCOL_VERSION;
        return bad ? 400 : otherwise;
    }
}
