package dev.portolan.conformance.legacy;

import dev.portolan.conformance.http.EventStream;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.LogLevel;
import dev.portolan.mcp.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the server keeps between {@code initialize} and the end of a session. */
final class Session {
    private static final int MOST_PARKED = 16;

    private final String id = UUID.randomUUID().toString();
    private final JsonObject clientCapabilities;
    private final Map<JsonRpcId, CompletableFuture<Message>> asked = new ConcurrentHashMap<>();
    private final Map<String, JsonSlice> parked = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JsonSlice> eldest) {
            return size() > MOST_PARKED;
        }
    };
    private final Map<String, EventStream> waiting = new ConcurrentHashMap<>();
    private volatile LogLevel level = LogLevel.DEBUG;
    private @Nullable EventStream stream;

    Session(JsonObject clientCapabilities) {
        this.clientCapabilities = clientCapabilities;
    }

    String id() {
        return id;
    }

    JsonObject clientCapabilities() {
        return clientCapabilities;
    }

    LogLevel level() {
        return level;
    }

    void level(LogLevel least) {
        level = least;
    }

    /** Remembers a request to the client; the future ends when its answer arrives. */
    CompletableFuture<Message> expect(JsonRpcId request) {
        CompletableFuture<Message> answer = new CompletableFuture<>();
        asked.put(request, answer);
        return answer;
    }

    void forget(JsonRpcId request) {
        asked.remove(request);
    }

    /** Takes the client's answer to a request; one that nobody waits for is passed over. */
    void answered(Message response) {
        JsonRpcId request = response.id();
        CompletableFuture<Message> answer = request == null ? null : asked.remove(request);
        if (answer != null) {
            answer.complete(response);
        }
    }

    /** Makes this the stream for messages that belong to no request; the one before ends. */
    synchronized void listen(EventStream fresh) {
        if (stream != null) {
            stream.close();
        }
        stream = fresh;
    }

    /** Sends a message that belongs to no request, if the client listens. */
    synchronized void push(JsonSlice message) {
        if (stream != null) {
            stream.send(message);
        }
    }

    /** Keeps a response for the client to fetch by the event its stream broke off at. */
    synchronized void park(String event, JsonSlice response) {
        EventStream taker = waiting.remove(event);
        if (taker == null) {
            parked.put(event, response);
        } else {
            deliver(taker, event, response);
        }
    }

    /** Goes on with a stream that broke off at an event. */
    synchronized void resume(String event, EventStream taker) {
        JsonSlice response = parked.remove(event);
        if (response == null) {
            waiting.put(event, taker);
        } else {
            deliver(taker, event, response);
        }
    }

    synchronized void keepAlive() {
        if (stream != null && !stream.keepAlive()) {
            stream = null;
        }
        waiting.values().removeIf(taker -> !taker.keepAlive());
    }

    synchronized void close() {
        if (stream != null) {
            stream.close();
        }
        waiting.values().forEach(EventStream::close);
    }

    private static void deliver(EventStream taker, String event, JsonSlice response) {
        taker.send(event + "-end", response);
        taker.close();
    }
}
