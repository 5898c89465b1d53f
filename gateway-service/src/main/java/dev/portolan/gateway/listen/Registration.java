package dev.portolan.gateway.listen;

import dev.portolan.gateway.call.Caller;
import dev.portolan.mcp.ProtocolError;

/** A listener's place among all listeners. Safe for use by many threads. */
public interface Registration extends AutoCloseable {
    /**
     * What the listener hears of: what it asked for, without the resources it may not read, and without the resources
     * and tasks of which nobody says that they change.
     */
    ListenFilter honoured();

    /**
     * Listens for something else from now on.
     *
     * @return what of it is honoured
     * @throws ProtocolError with {@link dev.portolan.mcp.ErrorCode#INVALID_PARAMS} if it names too many resources
     */
    ListenFilter update(ListenFilter filter);

    /** Listens on with the rights that the same principal has by a newer token. */
    void renew(Caller caller);

    /** Listens no more. A notice on its way may still arrive. */
    @Override
    void close();
}
