package dev.portolan.gateway.audit.journal;

import dev.portolan.gateway.audit.AuditUnavailable;
import dev.portolan.gateway.audit.OpenIntent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who waits for a record, the context to tell him on, and the span he asked in. Made by his thread, settled
 * once by the log; what the log reads here is confined to its context.
 */
final class Waiting {
    private final CompletableFuture<@Nullable OpenIntent> told = new CompletableFuture<>();
    private final @Nullable Context context = Vertx.currentContext();
    private final SpanContext trace = Span.current().getSpanContext();
    private final long since = System.nanoTime();
    private boolean settled;
    private boolean cancelled;
    private @Nullable HeldIntent given;

    /** For who waits for an intent. */
    Uni<OpenIntent> intent() {
        return Uni.createFrom().completionStage(told::copy);
    }

    /** For who waits for any other record. */
    Uni<Void> done() {
        return intent().replaceWithVoid();
    }

    SpanContext trace() {
        return trace;
    }

    long nanos() {
        return System.nanoTime() - since;
    }

    boolean settled() {
        return settled;
    }

    /** Whether he went away before he was told anything. */
    boolean cancelled() {
        return cancelled;
    }

    /** The intent he was given, even if he went away before it reached him. */
    @Nullable HeldIntent given() {
        return given;
    }

    void succeed(@Nullable HeldIntent intent) {
        if (!settled) {
            settled = true;
            given = intent;
            tell(() -> told.complete(intent));
        }
    }

    /** Whoever waits need not wait for anything. */
    static void end(@Nullable Waiting waiting) {
        if (waiting != null) {
            waiting.succeed(null);
        }
    }

    void fail(AuditUnavailable.Why why) {
        if (!settled) {
            settled = true;
            tell(() -> told.completeExceptionally(new AuditUnavailable(why)));
        }
    }

    void cancel() {
        if (!settled) {
            settled = true;
            cancelled = true;
        }
    }

    private void tell(Runnable news) {
        if (context == null) {
            news.run();
        } else {
            context.runOnContext(none -> news.run());
        }
    }
}
