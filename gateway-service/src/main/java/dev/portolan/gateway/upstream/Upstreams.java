package dev.portolan.gateway.upstream;

import dev.portolan.gateway.audit.AdmittedCall;
import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Reply;
import io.smallrye.mutiny.Uni;

/** The connectors, as the place admitted calls go to. */
public interface Upstreams {
    /** The connector's reply in modern form; fails with {@link CallRefused} if there is none. */
    Uni<Reply> forward(AdmittedCall call, CallListener listener);
}
