package dev.portolan.gateway.speech;

import dev.portolan.mcp.JsonRpcId;
import java.util.concurrent.atomic.AtomicLong;

/** Ids of the requests the gateway makes: its own, since two callers may use the same one. */
public final class RequestIds {
    private final AtomicLong last = new AtomicLong();

    JsonRpcId next() {
        return JsonRpcId.of(last.incrementAndGet());
    }
}
