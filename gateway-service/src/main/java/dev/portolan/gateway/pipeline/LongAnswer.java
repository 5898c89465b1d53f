package dev.portolan.gateway.pipeline;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Reply;
import dev.portolan.gateway.call.Sha256;
import dev.portolan.gateway.policy.PermittedCall;
import dev.portolan.gateway.screen.ResultScreen;
import dev.portolan.gateway.screen.ScreenedReply;
import dev.portolan.gateway.spill.LongStrings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Who waits for an answer, and the long strings of it, if it has any: they count in the record like all else. */
final class LongAnswer implements CallListener.Through {
    private final CallListener listener;
    private volatile @Nullable LongStrings strings;

    LongAnswer(CallListener listener) {
        this.listener = listener;
    }

    @Override
    public CallListener listener() {
        return listener;
    }

    @Override
    public boolean keeps(LongStrings newStrings) {
        boolean keeps = listener.keeps(newStrings);
        if (keeps) {
            strings = newStrings;
        }
        return keeps;
    }

    /** The answer, screened; fails with {@link CallRefused} if the caller may not see it. */
    Uni<ScreenedReply> screened(ResultScreen screen, PermittedCall permitted, Reply reply) {
        LongStrings kept = strings;
        if (kept == null) {
            return Uni.createFrom().item(screen.screen(permitted, reply));
        }
        ScreenedReply screened = screen.screen(permitted, reply, kept);
        byte[] body = screened.body().toBytes();
        MessageDigest digest = Sha256.begin();
        return Uni.createFrom()
                .completionStage(() -> kept.pour(body, part -> {
                            digest.update(part.getBytes());
                            return Future.succeededFuture();
                        })
                        .toCompletionStage())
                .map(read -> screened.measured(kept.lengthOf(body), Sha256.hex(digest)));
    }
}
