package dev.portolan.gateway.socket;

import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.Method;
import org.jboss.logging.Logger;

/**
 * A request that became a socket. A server that stops waits for its requests to end; Quarkus (3.33) learns of that by
 * handlers which an upgrade takes off or never calls, so it would wait for every socket there ever was, each time as
 * long as it may ({@code quarkus.shutdown.timeout}). What it offers to be told otherwise is not public.
 */
final class UpgradedRequest {
    private static final Logger LOG = Logger.getLogger(UpgradedRequest.class);

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
            Method done = QuarkusRequestWrapper.class.getDeclaredMethod("done");
            done.setAccessible(true);
            done.invoke(counted);
        } catch (ReflectiveOperationException | RuntimeException changed) {
            LOG.warnf(
                    "a socket that ended still counts as under way (%s); stopping may take quarkus.shutdown.timeout",
                    changed.getClass().getName());
        }
    }
}
