package dev.portolan.gateway.speech;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Reply;
import io.smallrye.mutiny.Uni;

/** How an era is spoken to a connector. Replies are in modern form whatever the era. */
public interface Speech {
    /** The reply; fails with {@link CallRefused} if there is none. */
    Uni<Reply> ask(Ask ask);

    /** What the connector says of itself; fails with {@link CallRefused} if it says nothing. */
    Uni<Introduction> introduce();
}
