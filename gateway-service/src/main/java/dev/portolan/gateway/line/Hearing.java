package dev.portolan.gateway.line;

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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives what a connector says to whom it is for: an answer by its id, progress by its token, a notice by its
 * subscription. A question says nothing of the kind: it is for the one request in flight, or for nobody. So are log
 * messages, which nobody hears, since what it logs may be about an earlier call of somebody else.
 */
public final class Hearing {
    private final String line;
    private final InFlight inFlight;
    private final Consumer<JsonSlice> out;
    private final Unheard unheard;
    private final Runnable dropped;
    private final List<Standing> standing = new CopyOnWriteArrayList<>();
    private boolean closed;

    /**
     * @param line name of the line
     * @param out sends the connector an answer
     * @param dropped told of each message that is for nobody
     */
    public Hearing(String line, InFlight inFlight, Consumer<JsonSlice> out, Unheard unheard, Runnable dropped) {
        this.line = line;
        this.inFlight = inFlight;
        this.out = out;
        this.unheard = unheard;
        this.dropped = dropped;
    }

    /** Hears a message, or several in an array. */
    public void message(byte[] bytes, JsonLimits limits) {
        try {
            JsonSlice json = JsonSlice.parse(bytes, limits);
            for (JsonSlice each : json.isArray() ? json.elements() : List.of(json)) {
                heard(each, Message.of(each));
            }
        } catch (ProtocolError noMessage) {
            dropped.run();
        }
    }

    /** There was a message that is longer than may be. */
    public void tooLong(JsonLimits limits) {
        dropped.run();
        inFlight.only()
                .ifPresent(about -> unheard.on(about.loop(), () -> about.turns()
                        .misbehaved("it is longer than " + limits.maxBytes() + " bytes")));
    }

    /** From now on this one hears, too; false if nothing more will be heard. */
    synchronized boolean add(Standing young) {
        standing.removeIf(Standing::isClosed);
        return !closed && standing.add(young);
    }

    /** Nothing more is heard. */
    public synchronized void close() {
        closed = true;
        for (Standing each : standing) {
            each.loop().execute(() -> each.over(404));
        }
    }

    private void heard(JsonSlice json, Message message) {
        switch (message.kind()) {
            case RESPONSE -> answered(message);
            case NOTIFICATION -> notified(json, message);
            case REQUEST -> asked(message);
        }
    }

    private void answered(Message message) {
        JsonRpcId id = message.id();
        Standing subscribed = subscribed(id);
        if (subscribed != null) {
            unheard.on(subscribed.loop(), () -> subscribed.answered(message));
            return;
        }
        // An error whose sender could not read the id has none.
        Optional<InFlight.Pending> about = id != null
                ? inFlight.take(id)
                : inFlight.only().flatMap(one -> inFlight.take(one.outbound().id()));
        if (about.isEmpty()) {
            dropped.run();
            return;
        }
        unheard.on(about.get().loop(), () -> about.get().turns().answered(200, line, message));
    }

    private void notified(JsonSlice json, Message message) {
        switch (message.method()) {
            case McpMethod.PROGRESS -> {
                JsonSlice token = message.params().get(MetaKey.PROGRESS_TOKEN);
                Optional<InFlight.Pending> about =
                        token == null ? Optional.empty() : inFlight.get(new JsonRpcId(token.json()));
                if (about.isPresent()) {
                    unheard.on(about.get().loop(), () -> about.get().turns().notified(json));
                    return;
                }
            }
            case McpMethod.LOG_MESSAGE -> {
                // Nobody can say whose call it is about.
            }
            case McpMethod.CANCELLED -> {
                Standing ended = subscribed(idIn(message.params().get("requestId")));
                if (ended != null) {
                    unheard.on(ended.loop(), () -> ended.over(200));
                    return;
                }
            }
            default -> {
                if (toStanding(message)) {
                    return;
                }
            }
        }
        dropped.run();
    }

    private boolean toStanding(Message message) {
        JsonSlice meta = message.params().get("_meta");
        JsonRpcId subscription = idIn(meta == null ? null : meta.member(MetaKey.SUBSCRIPTION_ID));
        boolean heard = false;
        for (Standing each : standing) {
            if (subscription == null ? each.subscription() == null : subscription.equals(each.subscription())) {
                unheard.on(each.loop(), () -> each.said(message));
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

    private void asked(Message question) {
        if (question.method().equals(McpMethod.PING)) {
            out.accept(JsonRpc.result(question.requestId(), JsonSlice.EMPTY_OBJECT));
            return;
        }
        Optional<InFlight.Pending> about = inFlight.asking();
        if (about.isEmpty()) {
            out.accept(JsonRpc.error(
                    question.requestId(), ErrorCode.METHOD_NOT_FOUND, "it cannot be told whom this asks", null));
            return;
        }
        InFlight.Pending one = about.get();
        unheard.on(one.loop(), () -> {
            one.turns().awaitMore();
            if (one.outbound().isForCaller().test(question)) {
                one.turns().asked(question);
            }
        });
    }
}
