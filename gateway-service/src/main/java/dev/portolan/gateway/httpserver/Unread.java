package dev.portolan.gateway.httpserver;

import dev.portolan.gateway.audit.Attempt;
import dev.portolan.gateway.edge.Endings;
import dev.portolan.gateway.edge.Origination;
import dev.portolan.mcp.ProtocolError;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** Records requests whose head cannot be read. Vert.x answers them by itself and ends their connections. */
@Singleton
public class Unread {
    private static final int NO_CODE = 0;

    private final Endings endings;
    private final Origination origination;

    Unread(Endings endings, Origination origination) {
        this.endings = endings;
        this.origination = origination;
    }

    void record(HttpServerRequest request) {
        int status = status(request.decoderResult().cause());
        endings.refused(
                        new Attempt(origination.unread(request), null, null, 0),
                        new ProtocolError(status, NO_CODE, "the head of the request cannot be read"))
                .subscribe()
                .with(recorded -> {}, defect -> {});
    }

    /** As {@link HttpServerRequest#DEFAULT_INVALID_REQUEST_HANDLER} answers it. Who breaks off has no answer. */
    private static int status(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return 414;
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return 431;
        }
        return cause instanceof PrematureChannelClosureException ? 408 : 400;
    }
}
