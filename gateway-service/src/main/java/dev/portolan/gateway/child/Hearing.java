package dev.portolan.gateway.child;

import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.MetaKey;
import dev.portolan.mcp.ProtocolError;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Gives what a process says to whom it is for: an answer by its id, progress by its token, a notice by its
 * subscription. A question says nothing of the kind: it is for the one request in flight, or for nobody. So are log
 * messages, which nobody hears, since what a process logs may be about an earlier call of somebody else.
 */
final class Hearing {
    private final String life;
    private final InFlight inFlight;
    private final Outbox outbox;
    private final Life.Terms terms;
    private final Semaphore unheard;
    private final List<Standing> standing = new CopyOnWriteArrayList<>();
    private boolean closed;

    Hearing(String life, InFlight inFlight, Outbox outbox, Life.Terms terms) {
        this.life = life;
        this.inFlight = inFlight;
        this.outbox = outbox;
        this.terms = terms;
        this.unheard = new Semaphore(terms.config().maxUnheard());
    }

    /** Hears lines, each a message within those limits. */
    Lines.Reader in(JsonLimits limits) {
        return new Lines.Reader() {
            @Override
            public void line(byte[] bytes) throws InterruptedException {
                try {
                    JsonSlice json = JsonSlice.parse(bytes, limits);
                    for (JsonSlice each : json.isArray() ? json.elements() : List.of(json)) {
                        heard(each, Message.of(each));
                    }
                } catch (ProtocolError noMessage) {
                    terms.metrics().dropped();
                }
            }

            @Override
            public void tooLong() throws InterruptedException {
                terms.metrics().dropped();
                Optional<InFlight.Pending> about = inFlight.only();
                if (about.isPresent()) {
                    String how = "it is longer than " + limits.maxBytes() + " bytes";
                    on(about.get().loop(), () -> about.get().turns().misbehaved(how));
                }
            }
        };
    }

    /** From now on this one hears, too; false if nothing more will be heard. */
    synchronized boolean add(Standing young) {
        standing.removeIf(Standing::isClosed);
        return !closed && standing.add(young);
    }

    /** Nothing more is heard. */
    synchronized void close() {
        closed = true;
        for (Standing each : standing) {
            each.loop().execute(() -> each.over(404));
        }
    }

    private void heard(JsonSlice json, Message message) throws InterruptedException {
        switch (message.kind()) {
            case RESPONSE -> answered(message);
            case NOTIFICATION -> notified(json, message);
            case REQUEST -> asked(message);
        }
    }

    private void answered(Message message) throws InterruptedException {
        JsonRpcId id = message.id();
        Standing subscribed = subscribed(id);
        if (subscribed != null) {
            on(subscribed.loop(), () -> subscribed.answered(message));
            return;
        }
        // An error whose sender could not read the id has none.
        Optional<InFlight.Pending> about = id != null
                ? inFlight.take(id)
                : inFlight.only().flatMap(one -> inFlight.take(one.outbound().id()));
        if (about.isEmpty()) {
            terms.metrics().dropped();
            return;
        }
        on(about.get().loop(), () -> about.get().turns().answered(200, life, message));
    }

    private void notified(JsonSlice json, Message message) throws InterruptedException {
        switch (message.method()) {
            case McpMethod.PROGRESS -> {
                JsonSlice token = message.params().get(MetaKey.PROGRESS_TOKEN);
                Optional<InFlight.Pending> about =
                        token == null ? Optional.empty() : inFlight.get(new JsonRpcId(token.json()));
                if (about.isPresent()) {
                    on(about.get().loop(), () -> about.get().turns().notified(json));
                    return;
                }
            }
            case McpMethod.LOG_MESSAGE -> {
                // Nobody can say whose call it is about.
            }
            case McpMethod.CANCELLED -> {
                Standing ended = subscribed(idIn(message.params().get("requestId")));
                if (ended != null) {
                    on(ended.loop(), () -> ended.over(200));
                    return;
                }
            }
            default -> {
                if (toStanding(message)) {
                    return;
                }
            }
        }
        terms.metrics().dropped();
    }

    private boolean toStanding(Message message) throws InterruptedException {
        JsonSlice meta = message.params().get("_meta");
        JsonRpcId subscription = idIn(meta == null ? null : meta.member(MetaKey.SUBSCRIPTION_ID));
        boolean heard = false;
        for (Standing each : standing) {
            if (subscription == null ? each.subscription() == null : subscription.equals(each.subscription())) {
                on(each.loop(), () -> each.said(message));
                heard = true;
            }
        }
        return heard;
    }

    private @Nullable Standing subscribed(@Nullable JsonRpcId id) {
        return id == null
                ? null
                : standing.stream()
                        .filter(each -> id.equals(each.subscription()))
                        .findFirst()
                        .orElse(null);
    }

    /** Ids may come back as text. */
    private static @Nullable JsonRpcId idIn(@Nullable JsonSlice json) {
        if (json == null) {
            return null;
        }
        String text = json.text();
        return new JsonRpcId(text == null ? json.json() : text);
    }

    private void asked(Message question) throws InterruptedException {
        if (question.method().equals(McpMethod.PING)) {
            outbox.offer(JsonRpc.result(question.requestId(), JsonSlice.EMPTY_OBJECT));
            return;
        }
        Optional<InFlight.Pending> about = inFlight.asking();
        if (about.isEmpty()) {
            outbox.offer(JsonRpc.error(
                    question.requestId(), ErrorCode.METHOD_NOT_FOUND, "it cannot be told whom this asks", null));
            return;
        }
        InFlight.Pending one = about.get();
        on(one.loop(), () -> {
            one.turns().awaitMore();
            if (one.outbound().isForCaller().test(question)) {
                one.turns().asked(question);
            }
        });
    }

    /** Has it heard there; waits while as much is unheard as may be. */
    private void on(Executor loop, Runnable step) throws InterruptedException {
        unheard.acquire();
        loop.execute(() -> {
            try {
                step.run();
            } finally {
                unheard.release();
            }
        });
    }
}
