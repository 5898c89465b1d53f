package dev.portolan.gateway.socket;

import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.core.http.HttpServerRequest;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jboss.logging.Logger;

/**
 * A request that became a socket. A server that stops waits for its requests to end; Quarkus (3.33) learns of that by
 * handlers which an upgrade takes off or never calls, so it would wait for every socket there ever was, each time as
 * long as it may ({@code quarkus.shutdown.timeout}). What it offers to be told otherwise is not public.
 */
final class UpgradedRequest {
    private static final Logger LOG = Logger.getLogger(UpgradedRequest.class);
    private static final MethodType NOTHING = MethodType.methodType(void.class);

    private final HttpServerRequest request;

    UpgradedRequest(HttpServerRequest request) {
        this.request = request;
    }

    /** The socket has ended: nobody need wait for it. */
    void ended() {
        QuarkusRequestWrapper counted = QuarkusRequestWrapper.get(request);
        if (counted == null) {
            return;
        }
        try {
            MethodHandle done = MethodHandles.privateLookupIn(QuarkusRequestWrapper.class, MethodHandles.lookup())
                    .findVirtual(QuarkusRequestWrapper.class, "done", NOTHING);
            done.invokeExact(counted);
        } catch (Throwable changed) {
            LOG.warnf(
                    "a socket that ended still counts as under way (%s); stopping may take quarkus.shutdown.timeout",
                    changed.getClass().getName());
        }
    }
}
