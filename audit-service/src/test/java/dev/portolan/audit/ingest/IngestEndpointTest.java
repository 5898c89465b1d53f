package dev.portolan.audit.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.ledger.Appended;
import dev.portolan.audit.people.keys.Opening;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.Tokens;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class IngestEndpointTest {

    @Inject
    StoredEvents stored;

    @Inject
    Arrivals arrivals;

    @Inject
    IngestMetrics metrics;

    @Inject
    Opening opening;

    @Test
    void whatIsStoredIsByteForByteWhatWasSent() {
        AuditEvent intent = Events.intent("github_list_issues");
        AuditEvent outcome = Events.success(intent);

        post(Events.batch(List.of(intent, outcome)))
                .statusCode(200)
                .body("accepted", equalTo(2))
                .body("duplicates", equalTo(0))
                .body("opaque", equalTo(0));

        assertThat(stored.canonical(intent)).isEqualTo(intent.canonical());
        assertThat(stored.canonical(outcome)).isEqualTo(outcome.canonical());
    }

    @Test
    void aRepeatedBatchChangesNothing() {
        List<AuditEvent> events =
                Stream.generate(() -> Events.intent("repeated")).limit(50).toList();
        post(Events.batch(events)).statusCode(200).body("accepted", equalTo(50));

        post(Events.batch(events)).statusCode(200).body("accepted", equalTo(0)).body("duplicates", equalTo(50));

        assertThat(stored.countByTarget("repeated")).isEqualTo(50);
    }

    @Test
    void anEventTwiceInOneBatchIsStoredOnce() {
        AuditEvent event = Events.intent("twice");

        post(Events.batch(List.of(event, event)))
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("duplicates", equalTo(1));

        assertThat(stored.countByTarget("twice")).isEqualTo(1);
    }

    @Test
    void concurrentDeliveriesOfTheSameEventsInAnyOrderStoreEachOnce() throws Exception {
        List<AuditEvent> events =
                Stream.generate(() -> Events.intent("concurrent")).limit(100).toList();
        ExecutorService gateways = Executors.newFixedThreadPool(8);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            List<AuditEvent> shuffled = new ArrayList<>(events);
            java.util.Collections.shuffle(shuffled, new java.util.Random(i));
            answers.add(gateways.submit(
                    () -> post(Events.batch(shuffled)).statusCode(200).extract().path("accepted")));
        }

        int accepted = 0;
        for (Future<Integer> answer : answers) {
            accepted += answer.get();
        }
        gateways.shutdown();

        assertThat(accepted).isEqualTo(100);
        assertThat(stored.countByTarget("concurrent")).isEqualTo(100);
    }

    @Test
    void whatCannotBeReadIsKeptApartAndTheRestIsStored() {
        AuditEvent good = Events.intent("beside poison");
        String item = new String(Beside.item(good), StandardCharsets.UTF_8);
        String unknownMember = item.replace("{\"actor\"", "{\"a\":1,\"actor\"");
        String badId = item.replace(good.eventId().toString(), "not-an-id");
        long before = stored.opaque();

        post(("[{\"x\":\"\\u0000\"} ,7,\"text\"," + item + " , " + unknownMember + "," + badId + "]")
                        .getBytes(StandardCharsets.UTF_8))
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("opaque", equalTo(5));

        assertThat(stored.canonical(good)).isEqualTo(good.canonical());
        assertThat(stored.opaque() - before).isEqualTo(5);
        assertThat(stored.opaqueContains("{\"x\":\"\\u0000\"}")).isTrue();
        assertThat(stored.opaqueContains("7")).isTrue();
    }

    @Test
    void anotherEventUnderAKnownIdReplacesNothingAndIsKeptApart() {
        AuditEvent first = Events.intent("original");
        AuditEvent forged = first.withTarget(dev.portolan.audit.event.Target.NONE);
        post(Events.batch(List.of(first))).statusCode(200);

        post(Events.batch(List.of(forged)))
                .statusCode(200)
                .body("accepted", equalTo(0))
                .body("duplicates", equalTo(0))
                .body("opaque", equalTo(1));

        assertThat(stored.canonical(first)).isEqualTo(first.canonical());
        assertThat(stored.opaqueContains(new String(forged.canonical(), StandardCharsets.UTF_8)))
                .isTrue();
    }

    @Test
    void anEventOfATimeWithoutPartitionIsStoredAllTheSame() {
        AuditEvent old = Events.intentAt(Instant.parse("2019-03-04T05:06:07.089Z"), "long ago");

        post(Events.batch(List.of(old))).statusCode(200).body("accepted", equalTo(1));

        assertThat(stored.canonical(old)).isEqualTo(old.canonical());
    }

    @Test
    void anEmptyBatchIsAnswered() {
        post("[]".getBytes(StandardCharsets.UTF_8)).statusCode(200).body("accepted", equalTo(0));
    }

    @Test
    void aBodyThatIsNoArrayIsRefusedWithAProblemDocument() {
        for (String body : List.of("", "{}", "[1", "[] []", "nonsense")) {
            post(body.getBytes(StandardCharsets.UTF_8))
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("detail", containsString("JSON array"))
                    .body("how_to_mend", notNullValue());
        }
    }

    @Test
    void moreThanAThousandEventsAreRefusedAndNoneIsStored() {
        List<AuditEvent> events =
                Stream.generate(() -> Events.intent("too many")).limit(1001).toList();

        post(Events.batch(events)).statusCode(413).body("detail", containsString("1000"));

        assertThat(stored.countByTarget("too many")).isZero();
    }

    @Test
    void moreThanEightMebibytesAreRefused() {
        byte[] body = ("[\"" + "x".repeat(8 << 20) + "\"]").getBytes(StandardCharsets.UTF_8);

        post(body).statusCode(413).body("detail", containsString("8388608"));
    }

    @Test
    void whenAllPlacesAreTakenABatchIsSentBack() throws Exception {
        IngestEndpoint narrow = new IngestEndpoint(arrivals, new OnePlace(), metrics, opening);
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        Future<Appended> slow = other.submit(() -> narrow.ingest("", new SlowBody(reading, mayEnd)));
        reading.await();

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> narrow.ingest("", new ByteArrayInputStream("[]".getBytes(StandardCharsets.UTF_8))))
                .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(503));

        mayEnd.countDown();
        assertThat(slow.get()).isEqualTo(new Appended(0, 0, 0));
        other.shutdown();
        assertThat(narrow.ingest("", new ByteArrayInputStream("[]".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(new Appended(0, 0, 0));
    }

    @Test
    void onlyJsonIsTaken() {
        given().auth()
                .oauth2(Tokens.writer())
                .contentType("text/plain")
                .body("[]")
                .post("/ingest")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void withoutTokenNothingIsTaken() {
        given().contentType("application/json")
                .body("[]")
                .post("/ingest")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"))
                .contentType("application/problem+json");
    }

    @Test
    void anAuditorMayNotWrite() {
        given().auth()
                .oauth2(Tokens.carol())
                .contentType("application/json")
                .body("[]")
                .post("/ingest")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    private static ValidatableResponse post(byte[] body) {
        return given().auth()
                .oauth2(Tokens.writer())
                .contentType("application/json")
                .body(body)
                .post("/ingest")
                .then();
    }

    /** The empty batch, from a gateway that takes its time. */
    private static final class SlowBody extends InputStream {
        private final InputStream body = new ByteArrayInputStream("[]".getBytes(StandardCharsets.UTF_8));
        private final CountDownLatch reading;
        private final CountDownLatch mayEnd;

        SlowBody(CountDownLatch reading, CountDownLatch mayEnd) {
            this.reading = reading;
            this.mayEnd = mayEnd;
        }

        @Override
        public int read() throws IOException {
            reading.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return body.read();
        }
    }

    private static final class OnePlace implements IngestConfig {
        @Override
        public int maxEvents() {
            return 1000;
        }

        @Override
        public MemorySize maxBody() {
            return new MemorySize(BigInteger.valueOf(1 << 20));
        }

        @Override
        public int concurrency() {
            return 1;
        }

        @Override
        public Duration maxWait() {
            return Duration.ofMillis(20);
        }

        @Override
        public Duration gapWait() {
            return Duration.ofMillis(20);
        }
    }
}
