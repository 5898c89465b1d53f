package dev.portolan.gateway.line;

import dev.portolan.gateway.transport.Ear;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Somebody who hears what a connector says unasked. Lives on one event loop. */
final class Standing {
    private static final int METHOD_NOT_ALLOWED = 405;

    private final @Nullable JsonRpcId subscription;
    private final Ear ear;
    private final Executor loop;
    private boolean closed;

    /** @param subscription id of the request for it, or null if all that is said is heard */
    Standing(@Nullable JsonRpcId subscription, Ear ear, Executor loop) {
        this.subscription = subscription;
        this.ear = ear;
        this.loop = loop;
    }

    @Nullable JsonRpcId subscription() {
        return subscription;
    }

    Executor loop() {
        return loop;
    }

    void opened() {
        if (!closed) {
            ear.opened();
        }
    }

    void said(Message message) {
        if (closed) {
            return;
        }
        if (message.method().equals(McpMethod.ACKNOWLEDGED)) {
            ear.opened();
        }
        ear.said(message);
    }

    /** The request for it was answered. */
    void answered(Message answer) {
        over(answer.error() == null ? 200 : METHOD_NOT_ALLOWED);
    }

    void over(int status) {
        if (!closed) {
            closed = true;
            ear.over(status);
        }
    }

    /** Nothing is heard from now on. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
