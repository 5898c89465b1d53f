package dev.portolan.mcp.server.invoke;

import dev.portolan.mcp.server.config.ServerConfig;
import dev.portolan.mcp.server.feature.FeatureMethod;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Calls the methods of a connector: blocking ones on a worker thread, the others where the request is served. Answers
 * come back on the request's own context, which also carries the CDI request scope and the trace.
 */
@Singleton
public class FeatureCalls {
    private final Vertx vertx;
    private final ServerConfig config;
    private final AtomicInteger atWork = new AtomicInteger();

    FeatureCalls(Vertx vertx, ServerConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /**
     * What the method returned, {@code Uni} and {@code CompletionStage} resolved.
     *
     * @return fails with what the method threw, with {@link Busy} or with {@link Overdue}
     */
    public Uni<@Nullable Object> call(FeatureMethod method, @Nullable Object[] arguments, CallScope scope) {
        Context context = vertx.getOrCreateContext();
        return Uni.createFrom()
                .deferred(() -> admitted(method, arguments, context))
                .ifNoItem()
                .after(config.callTimeout())
                .failWith(() -> {
                    scope.cancellation().request("timeout");
                    return new Overdue();
                })
                .emitOn(task -> context.runOnContext(ignored -> task.run()));
    }

    private Uni<@Nullable Object> admitted(FeatureMethod method, @Nullable Object[] arguments, Context context) {
        if (atWork.incrementAndGet() > config.maxConcurrentCalls()) {
            atWork.decrementAndGet();
            return Uni.createFrom().failure(new Busy());
        }
        if (method.isBlocking()) {
            // A worker that is overdue still holds its place: it is still at work.
            return Uni.createFrom()
                    .completionStage(() -> context.executeBlocking(() -> counted(method, arguments), false)
                            .toCompletionStage())
                    .flatMap(FeatureCalls::resolved);
        }
        return Uni.createFrom()
                .deferred(() -> started(method, arguments))
                .onTermination()
                .invoke(atWork::decrementAndGet);
    }

    private @Nullable Object counted(FeatureMethod method, @Nullable Object[] arguments) throws Exception {
        try {
            return method.call(arguments);
        } finally {
            atWork.decrementAndGet();
        }
    }

    /** The documented edge between a connector's code and ours: whatever it throws becomes the failure of the call. */
    private static Uni<@Nullable Object> started(FeatureMethod method, @Nullable Object[] arguments) {
        try {
            return resolved(method.call(arguments));
        } catch (Exception thrown) {
            return Uni.createFrom().failure(thrown);
        }
    }

    private static Uni<@Nullable Object> resolved(@Nullable Object returned) {
        if (returned instanceof Uni<?> uni) {
            return uni.onItem().transform(item -> item);
        }
        if (returned instanceof CompletionStage<?> stage) {
            return Uni.createFrom().completionStage(stage).onItem().transform(item -> item);
        }
        return Uni.createFrom().item(returned);
    }
}
