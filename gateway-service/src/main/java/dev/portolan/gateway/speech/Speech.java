package dev.portolan.gateway.speech;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Reply;
import dev.portolan.gateway.transport.Ear;
import io.smallrye.mutiny.Uni;
import java.util.Set;

/** How an era is spoken to a connector. Replies are in modern form whatever the era. */
public interface Speech {
    /** The reply; fails with {@link CallRefused} if there is none. */
    Uni<Reply> ask(Ask ask);

    /**
     * Opens the stream on which the connector says unasked what changed.
     *
     * @param lists the capabilities whose lists to hear of: {@code tools}, {@code prompts}, {@code resources}
     * @param uris the resources to hear of, unless that {@link #subscribesByRequest takes requests}
     * @return closes it; nothing is heard from then on
     */
    Runnable stand(Set<String> lists, Set<String> uris, Ear ear);

    /** Whether resources are subscribed to by requests, and not in opening the stream. */
    boolean subscribesByRequest();

    /** What the connector says of itself; fails with {@link CallRefused} if it says nothing. */
    Uni<Introduction> introduce();
}
