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
     * What to hear of.
     *
     * @param lists the capabilities whose lists: {@code tools}, {@code prompts}, {@code resources}
     * @param uris the resources, unless that {@link #subscribesByRequest takes requests}
     * @param tasks the tasks, in the newest era
     */
    record Wish(Set<String> lists, Set<String> uris, Set<String> tasks) {
        public Wish {
            lists = Set.copyOf(lists);
            uris = Set.copyOf(uris);
            tasks = Set.copyOf(tasks);
        }
    }

    /**
     * Opens the stream on which the connector says unasked what changed.
     *
     * @return closes it; nothing is heard from then on
     */
    Runnable stand(Wish wish, Ear ear);

    /** Whether resources are subscribed to by requests, and not in opening the stream. */
    boolean subscribesByRequest();

    /** What the connector says of itself; fails with {@link CallRefused} if it says nothing. */
    Uni<Introduction> introduce();
}
