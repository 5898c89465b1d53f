package dev.portolan.gateway.upstream;

import dev.portolan.gateway.listen.Announcements;
import dev.portolan.gateway.speech.Ask;
import dev.portolan.gateway.speech.Speech;
import dev.portolan.gateway.transport.Ear;
import dev.portolan.gateway.transport.UpstreamConfig;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Hears what one connector says unasked, on one stream that is opened again whenever it ends: that its lists changed,
 * which has them looked at, and that resources and tasks changed, which is announced. Of resources and tasks it asks
 * for those somebody wants to hear of, no others. Lives on one event loop; its methods may be called on any thread.
 */
final class Attention {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 5;
    /** Of an answer to a connector's method that is not there, in the newest revision. */
    private static final int NOT_FOUND = 404;

    private static final int METHOD_NOT_ALLOWED = 405;

    private final String connector;
    private final Announcements announcements;
    private final UpstreamConfig config;
    private final Runnable look;
    private final Vertx vertx;
    private final Context loop;
    private Offer offer = Offer.NOTHING;
    private @Nullable Hearing current;
    private long timer = -1;
    private int doublings;
    private boolean deaf;
    private @Nullable Instant judgedAt;

    /** @param look has the lists looked at, soon */
    Attention(String connector, Announcements announcements, UpstreamConfig config, Runnable look, Vertx vertx) {
        this.connector = connector;
        this.announcements = announcements;
        this.config = config;
        this.look = look;
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
    }

    /** The connector was spoken to, and this is what it said of itself. */
    void offered(Connector.Judged judged) {
        loop.runOnContext(now -> {
            if (judged.at().equals(judgedAt)) {
                return;
            }
            // Whoever is spoken to anew may have forgotten what it was asked to say.
            judgedAt = judged.at();
            offer = Offer.of(judged.verdict());
            report();
            open();
        });
    }

    private void report() {
        announcements.reporting().resources(connector, offer.resources() && !deaf);
        announcements.reporting().tasks(connector, offer.tasks() && !deaf);
    }

    /** What somebody wants to hear of may have changed. */
    void wanted() {
        loop.runOnContext(now -> {
            Hearing hearing = current;
            if (hearing == null && timer < 0) {
                open();
            } else if (hearing != null && hearing.isOpen) {
                hearing.subscribe();
            }
        });
    }

    /** Hears no more. */
    void stop() {
        loop.runOnContext(now -> {
            offer = Offer.NOTHING;
            report();
            open();
        });
    }

    private Set<String> wantedResources() {
        return offer.resources() ? announcements.wanted(connector) : Set.of();
    }

    private Set<String> watchedTasks() {
        return offer.tasks() ? announcements.watched(connector) : Set.of();
    }

    /** Opens a stream by what is offered and wanted now; the one before is heard until this one is open. */
    private void open() {
        vertx.cancelTimer(timer);
        timer = -1;
        Hearing before = current;
        current = null;
        Speech speech = offer.speech();
        if (speech == null || offer.onlyTasks() && watchedTasks().isEmpty()) {
            if (before != null) {
                before.close();
            }
            return;
        }
        Hearing next = new Hearing(speech, before);
        current = next;
        next.open();
    }

    private void openAfter(Duration wait) {
        long millis = wait.toMillis();
        long jittered = millis - ThreadLocalRandom.current().nextLong(millis / 5 + 1);
        timer = vertx.setTimer(Math.max(1, jittered), due -> open());
    }

    /** One stream. */
    private final class Hearing implements Ear {
        private final Speech speech;
        private final Set<String> uris = new HashSet<>();
        private final Set<String> tasks = new HashSet<>();
        private @Nullable Hearing before;
        private Runnable hangUp = () -> {};
        private long lifetime = -1;
        private long since = System.nanoTime();
        private boolean isOpen;
        private boolean closed;

        Hearing(Speech speech, @Nullable Hearing before) {
            this.speech = speech;
            this.before = before;
        }

        void open() {
            if (!speech.subscribesByRequest()) {
                uris.addAll(wantedResources());
                tasks.addAll(watchedTasks());
            }
            Runnable opened = speech.stand(new Speech.Wish(offer.lists(), uris, tasks), this);
            hangUp = closed ? () -> {} : opened;
            if (closed) {
                opened.run();
            }
        }

        void close() {
            closed = true;
            vertx.cancelTimer(lifetime);
            hangUp.run();
            closeBefore();
        }

        private void closeBefore() {
            Hearing old = before;
            before = null;
            if (old != null) {
                old.close();
            }
        }

        @Override
        public void opened() {
            if (closed) {
                return;
            }
            isOpen = true;
            boolean gapless = before != null && before.isOpen;
            Set<String> heardOf = before != null && before.isOpen ? before.tasks : Set.of();
            closeBefore();
            since = System.nanoTime();
            deaf = false;
            report();
            lifetime = vertx.setTimer(config.standing().toMillis(), late -> {
                if (current == this) {
                    Attention.this.open();
                }
            });
            if (!gapless) {
                // Nobody says again what was said while nobody listened.
                look.run();
                announcements.wanted(connector).forEach(uri -> announcements.updated(connector, uri));
            }
            // A task may have changed between being asked for by its caller and by this stream.
            tasks.stream()
                    .filter(task -> !heardOf.contains(task))
                    .forEach(task -> announcements.taskChanged(connector, task));
            subscribe();
        }

        /** Asks for what is wanted now: in the older era by requests, in the newest by another stream. */
        void subscribe() {
            Set<String> wanted = wantedResources();
            if (uris.equals(wanted) && tasks.equals(watchedTasks())) {
                return;
            }
            if (!speech.subscribesByRequest()) {
                Attention.this.open();
                return;
            }
            wanted.stream().filter(uris::add).toList().forEach(uri -> ask(McpMethod.SUBSCRIBE, uri));
            uris.stream().filter(uri -> !wanted.contains(uri)).toList().forEach(uri -> {
                uris.remove(uri);
                ask(McpMethod.UNSUBSCRIBE, uri);
            });
        }

        private void ask(String method, String uri) {
            Ask ask = Ask.own(method, JsonObject.empty().set("uri", uri));
            speech.ask(ask).subscribe().with(done -> {}, refused -> loop.runOnContext(now -> uris.remove(uri)));
        }

        @Override
        public void said(Message message) {
            switch (message.method()) {
                case McpMethod.TOOLS_CHANGED, McpMethod.PROMPTS_CHANGED, McpMethod.RESOURCES_CHANGED -> look.run();
                case McpMethod.RESOURCE_UPDATED -> {
                    String uri = message.params().text("uri");
                    if (uri != null) {
                        announcements.updated(connector, uri);
                    }
                }
                case McpMethod.TASK_CHANGED -> {
                    String task = message.params().text("taskId");
                    if (task != null) {
                        announcements.taskChanged(connector, task);
                    }
                }
                default -> {
                    // the acknowledgement, the end, or what nobody asked for
                }
            }
        }

        @Override
        public void over(int status) {
            isOpen = false;
            if (closed || current != this) {
                return;
            }
            close();
            current = null;
            if (status == METHOD_NOT_ALLOWED || status == NOT_FOUND && !speech.subscribesByRequest()) {
                deaf = true;
                report();
                openAfter(config.legacyVerdictAge());
                return;
            }
            boolean stood = System.nanoTime() - since > LONG_ENOUGH.toNanos();
            doublings = stood ? 0 : doublings;
            openAfter(FIRST_RETRY.multipliedBy(1L << doublings));
            doublings = Math.min(doublings + 1, MOST_DOUBLINGS);
        }
    }
}
