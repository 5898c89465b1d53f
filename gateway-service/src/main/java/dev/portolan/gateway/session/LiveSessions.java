package dev.portolan.gateway.session;

import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.CallListener;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * What sessions of the older era are in the middle of on this replica. It may be forgotten: a session is what its
 * sealed id says, and goes on without it.
 */
@Singleton
public class LiveSessions {
    private final Map<String, Live> live;

    LiveSessions(SessionConfig config) {
        int most = config.live();
        this.live = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Live> eldest) {
                return size() > most;
            }
        };
    }

    /** The session that a request belongs to. */
    public Live of(Asked asked) {
        return of(String.valueOf(asked.header().apply(McpHeader.SESSION_ID)));
    }

    /** The session of that id, which was found good. */
    public Live of(String sessionId) {
        synchronized (live) {
            return live.computeIfAbsent(sessionId, fresh -> new Live());
        }
    }

    /** Nothing of that session goes on here. */
    public void forget(String sessionId) {
        synchronized (live) {
            live.remove(sessionId);
        }
    }

    /** One session: calls that run, and questions that its client has not answered yet. */
    public static final class Live {
        private final Map<String, Cancellation> running = new ConcurrentHashMap<>();
        private final Map<String, CompletableFuture<Message>> questions = new ConcurrentHashMap<>();
        private volatile String logLevel = "";

        public String logLevel() {
            return logLevel;
        }

        public void logFrom(String level) {
            logLevel = level;
        }

        /** In this era a client that goes away means nothing; it says so if it does not want the answer any more. */
        public CallListener cancellable(JsonRpcId call, CallListener listener) {
            Cancellation cancellation = new Cancellation();
            running.put(call.json(), cancellation);
            return new CallListener.Through() {
                @Override
                public CallListener listener() {
                    return listener;
                }

                @Override
                public void onGone(Runnable abort) {
                    Context loop = Vertx.currentContext();
                    cancellation.then(() -> {
                        if (loop == null) {
                            abort.run();
                        } else {
                            loop.runOnContext(now -> abort.run());
                        }
                    });
                }
            };
        }

        public void ended(JsonRpcId call) {
            running.remove(call.json());
        }

        /**
         * Asks the client something.
         *
         * @param sending sends the question under the id it is given; false if the client cannot be reached
         * @return the client's response, which never comes if it does not answer; empty if it was not asked
         */
        public Optional<Uni<Message>> ask(Predicate<JsonRpcId> sending) {
            JsonRpcId id = new JsonRpcId("\"portolan-" + UUID.randomUUID() + "\"");
            // Before the question is sent: a quick answer comes in by another connection, on another thread.
            CompletableFuture<Message> response = new CompletableFuture<>();
            questions.put(id.json(), response);
            if (!sending.test(id)) {
                questions.remove(id.json());
                return Optional.empty();
            }
            return Optional.of(Uni.createFrom()
                    .completionStage(response)
                    .onTermination()
                    .invoke(() -> questions.remove(id.json())));
        }

        /** Takes note of a message that has no answer. */
        public void take(Message message) {
            JsonRpcId id = message.id();
            if (message.kind() == Message.Kind.RESPONSE && id != null) {
                CompletableFuture<Message> waiting = questions.remove(id.json());
                if (waiting != null) {
                    waiting.complete(message);
                }
            } else if (message.method().equals(McpMethod.CANCELLED)) {
                JsonSlice call = message.params().get("requestId");
                Cancellation cancellation = call == null ? null : running.get(call.json());
                if (cancellation != null) {
                    cancellation.cancel();
                }
            }
        }
    }

    /** Of one call: it may come before there is anything to abort. */
    private static final class Cancellation {
        private Runnable abort = () -> {};
        private boolean cancelled;

        /** What there is to abort now, in place of what there was. */
        synchronized void then(Runnable newAbort) {
            abort = newAbort;
            if (cancelled) {
                newAbort.run();
            }
        }

        synchronized void cancel() {
            if (!cancelled) {
                cancelled = true;
                abort.run();
            }
        }
    }
}
