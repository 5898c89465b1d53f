package dev.portolan.gateway.audit.journal;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** An audit-service that remembers what it committed and misbehaves as it is told. */
public final class StubAuditService implements AutoCloseable {
    /** Occurs in everything it says but an acknowledgement. */
    public static final String FOREIGN = "foreign-text-7f3a";

    /** What to do with a batch. */
    public enum Conduct {
        COMMIT,
        /** Answers 409 if a number is missing before one of the records, as audit-service does. */
        COMMIT_IN_TURN,
        /** Keeps the batch and answers nothing until {@link #release}. */
        HOLD,
        HANG,
        COMMIT_AND_HANG,
        ANSWER_503,
        COMMIT_AND_ANSWER_500,
        ANSWER_401,
        ANSWER_409,
        DROP_CONNECTION,
        COMMIT_AND_DROP_CONNECTION
    }

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, JsonObject> committed = new LinkedHashMap<>();
    private final List<byte[]> items = new ArrayList<>();
    private final List<Integer> batchSizes = new ArrayList<>();
    private final List<Integer> bodyLengths = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private final List<String> traces = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private final Queue<Conduct> next = new ArrayDeque<>();
    private Conduct conduct = Conduct.COMMIT;
    private int duplicates;
    private int port;
    private HttpServer server;

    public StubAuditService() {
        revive();
    }

    /** Listens, on the port it had before if it had one. */
    public synchronized void revive() {
        server = vertx.createHttpServer(
                new HttpServerOptions().setHost("127.0.0.1").setPort(port));
        server.requestHandler(request -> request.body().onSuccess(body -> take(request, body)));
        port = await(server.listen()).actualPort();
    }

    /** Closes its port and all connections; what is committed stays. */
    public void die() {
        await(server.close());
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** From now on. */
    public synchronized void always(Conduct now) {
        conduct = now;
    }

    /** With the next batches, in this order, before what it always does. */
    public synchronized void next(Conduct... conducts) {
        next.addAll(List.of(conducts));
    }

    /** Commits and answers what it holds. */
    public void release() {
        List<Runnable> all;
        synchronized (this) {
            all = List.copyOf(held);
            held.clear();
        }
        all.forEach(Runnable::run);
    }

    private void take(HttpServerRequest request, Buffer body) {
        Conduct now;
        synchronized (this) {
            now = next.isEmpty() ? conduct : next.remove();
            batchSizes.add(new JsonArray(body).size());
            bodyLengths.add(body.length());
            authorizations.add(String.valueOf(request.getHeader("Authorization")));
            traces.add(String.valueOf(request.getHeader("traceparent")));
            if (now == Conduct.HOLD) {
                held.add(() -> act(Conduct.COMMIT, request, body));
            }
        }
        act(now, request, body);
    }

    private void act(Conduct now, HttpServerRequest request, Buffer body) {
        switch (now) {
            case COMMIT -> {
                commit(body);
                request.response().end("{\"accepted\":1}");
            }
            case COMMIT_IN_TURN -> act(isInTurn(body) ? Conduct.COMMIT : Conduct.ANSWER_409, request, body);
            case COMMIT_AND_HANG -> commit(body);
            case HANG, HOLD -> {}
            case ANSWER_503 -> request.response().setStatusCode(503).end(FOREIGN);
            case ANSWER_401 -> request.response().setStatusCode(401).end(FOREIGN);
            case ANSWER_409 -> request.response().setStatusCode(409).end(FOREIGN);
            case COMMIT_AND_ANSWER_500 -> {
                commit(body);
                request.response().setStatusCode(500).end(FOREIGN);
            }
            case DROP_CONNECTION -> request.connection().close();
            case COMMIT_AND_DROP_CONNECTION -> {
                commit(body);
                request.connection().close();
            }
        }
    }

    private synchronized boolean isInTurn(Buffer body) {
        Map<String, Long> last = new HashMap<>();
        committed.values().forEach(event -> last.merge(boot(event), number(event), Math::max));
        for (Object item : new JsonArray(body)) {
            JsonObject event = ((JsonObject) item).getJsonObject("entry");
            if (number(event) > last.getOrDefault(boot(event), 0L) + 1) {
                return false;
            }
            last.merge(boot(event), number(event), Math::max);
        }
        return true;
    }

    private static String boot(JsonObject event) {
        return event.getJsonObject("source").getString("boot_id");
    }

    private static long number(JsonObject event) {
        return event.getJsonObject("source").getLong("seq");
    }

    /** What was committed is gone, as after a failover that lost commits. */
    public synchronized void forget() {
        committed.clear();
    }

    private synchronized void commit(Buffer body) {
        for (Object item : new JsonArray(body)) {
            JsonObject event = ((JsonObject) item).getJsonObject("entry");
            items.add(((JsonObject) item).encode().getBytes(StandardCharsets.UTF_8));
            if (committed.putIfAbsent(event.getString("event_id"), event) != null) {
                duplicates++;
            }
        }
    }

    /** All that was sent to be committed: each record with what is sealed beside it. */
    public synchronized List<byte[]> items() {
        return List.copyOf(items);
    }

    public synchronized List<JsonObject> committed() {
        return List.copyOf(committed.values());
    }

    public synchronized List<JsonObject> committed(String kind) {
        return committed.values().stream()
                .filter(event -> kind.equals(event.getString("kind")))
                .toList();
    }

    public synchronized boolean holds(String eventId) {
        return committed.containsKey(eventId);
    }

    /** Numbers of all committed records, smallest first. */
    public synchronized List<Long> numbers() {
        return committed.values().stream()
                .map(StubAuditService::number)
                .sorted()
                .toList();
    }

    /** Reasons of the outcomes of this kind of record, with how often each occurs. */
    public synchronized Map<String, Long> reasons(String kind) {
        return committed(kind).stream()
                .map(event -> event.getJsonObject("outcome"))
                .collect(Collectors.groupingBy(
                        outcome -> outcome.getString("reason", ""),
                        Collectors.summingLong(outcome -> outcome.getLong("count", 1L))));
    }

    public synchronized int requests() {
        return batchSizes.size();
    }

    public synchronized List<Integer> batchSizes() {
        return List.copyOf(batchSizes);
    }

    public synchronized List<Integer> bodyLengths() {
        return List.copyOf(bodyLengths);
    }

    public synchronized List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    public synchronized List<String> traces() {
        return List.copyOf(traces);
    }

    public synchronized int duplicates() {
        return duplicates;
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the stub is broken", e);
        }
    }
}
