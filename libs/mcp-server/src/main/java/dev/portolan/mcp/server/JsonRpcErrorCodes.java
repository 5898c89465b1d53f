package dev.portolan.mcp.server;

import dev.portolan.mcp.ErrorCode;

/** The codes a feature method may raise with {@link McpException}. Others stay outside −32768…−32000. */
public final class JsonRpcErrorCodes {
    public static final int INVALID_PARAMS = ErrorCode.INVALID_PARAMS;
    public static final int INTERNAL_ERROR = ErrorCode.INTERNAL_ERROR;
    /** Sent as it is up to 2025-11-25, as {@link #INVALID_PARAMS} since 2026-07-28. */
    public static final int RESOURCE_NOT_FOUND = ErrorCode.LEGACY_RESOURCE_NOT_FOUND;

    private JsonRpcErrorCodes() {}
}
