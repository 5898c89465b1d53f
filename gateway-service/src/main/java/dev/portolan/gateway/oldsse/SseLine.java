package dev.portolan.gateway.oldsse;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.line.Hearing;
import dev.portolan.gateway.line.InFlight;
import dev.portolan.gateway.line.Line;
import dev.portolan.gateway.transport.HttpAnswer;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** An event stream and the endpoint that goes with it. */
final class SseLine implements Line {
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final SseStream stream;
    private final SseStream.Terms terms;
    private final String name;
    private final URI endpoint;
    private final InFlight inFlight;
    private final Hearing hearing;
    private final AtomicInteger posting = new AtomicInteger();

    SseLine(SseStream stream, SseStream.Terms terms, String name, URI endpoint) {
        this.stream = stream;
        this.terms = terms;
        this.name = name;
        this.endpoint = endpoint;
        this.inFlight = new InFlight(terms.config().unsureFor());
        this.hearing = new Hearing(name, inFlight, this::answer, stream.unheard(), terms.dropped());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Hearing hearing() {
        return hearing;
    }

    @Override
    public void ask(InFlight.Pending pending) {
        if (pending.turns().areOver()) {
            return;
        }
        if (!inFlight.add(pending)) {
            pending.turns().unavailable("ended its stream before it could be asked");
            return;
        }
        tell(pending.outbound().message())
                .subscribe()
                .with(answer -> posted(pending, answer), unposted -> refused(pending, unposted));
    }

    /** The answer comes on the stream, if the message was taken. */
    private void posted(InFlight.Pending pending, HttpAnswer answer) {
        if (answer.status() / 100 != 2 && inFlight.take(pending.outbound().id()).isPresent()) {
            pending.loop().execute(() -> pending.turns().answered(answer.status(), name, null));
        }
    }

    private void refused(InFlight.Pending pending, Throwable why) {
        if (inFlight.take(pending.outbound().id()).isEmpty()) {
            return;
        }
        pending.loop().execute(() -> {
            if (why instanceof CallRefused refused) {
                pending.turns().refuse(refused.refusal(), refused.text());
            } else {
                pending.turns().unavailable("did not take the message");
            }
        });
    }

    private void answer(JsonSlice message) {
        tell(message).subscribe().with(told -> {}, untold -> {});
    }

    /** A credential the connector does not take is renewed once. */
    @Override
    public Uni<HttpAnswer> tell(JsonSlice message) {
        return post(message)
                .chain(status -> {
                    if (status != UNAUTHORIZED) {
                        return Uni.createFrom().item(status);
                    }
                    terms.http().unwelcome();
                    return post(message);
                })
                .invoke(status -> {
                    if (status == NOT_FOUND) {
                        // It has forgotten the stream that it still keeps open.
                        stream.endSoon();
                    }
                })
                .map(status -> new HttpAnswer(status, name, null, 0))
                .onFailure(unsent -> !(unsent instanceof CallRefused))
                .transform(unsent -> terms.refused(Refusal.CONNECTOR_UNAVAILABLE, "did not take the message"));
    }

    /** The HTTP status; what else is answered means nothing. */
    private Uni<Integer> post(JsonSlice message) {
        if (posting.incrementAndGet() > terms.config().maxPosting()) {
            posting.decrementAndGet();
            return Uni.createFrom()
                    .failure(terms.refused(Refusal.CONNECTOR_BUSY, "has as many messages waiting as it may have"));
        }
        Buffer body = Buffer.buffer(message.toBytes());
        return terms.http()
                .open(HttpMethod.POST, endpoint, terms.deadlineMillis())
                .chain(request -> Uni.createFrom()
                        .completionStage(() -> request.putHeader("Content-Type", "application/json")
                                .send(body)
                                .map(HttpClientResponse::statusCode)
                                .toCompletionStage()))
                .onTermination()
                .invoke(() -> posting.decrementAndGet());
    }

    /** A stream on which nothing comes is broken, for all that is known, once a call has waited for it in vain. */
    @Override
    public void giveUp(JsonRpcId id) {
        inFlight.giveUp(id);
        if (inFlight.isEmpty() && stream.silence().compareTo(terms.settings().deadline()) >= 0) {
            stream.endSoon();
        }
    }

    @Override
    public void end() {
        if (inFlight.isEmpty()) {
            stream.endSoon();
        } else {
            terms.vertx().setTimer(Math.max(1, terms.config().stopWait().toMillis()), due -> stream.endSoon());
        }
    }

    /** The stream ended. */
    void over() {
        inFlight.close().forEach(left -> left.loop()
                .execute(() -> left.turns().unavailable("ended its stream before it answered")));
        hearing.close();
    }
}
