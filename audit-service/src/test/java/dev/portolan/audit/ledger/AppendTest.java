package dev.portolan.audit.ledger;

import static dev.portolan.audit.testing.Api.ingest;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.people.People;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.StoredLog;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AppendTest {

    private static final String IN_TRANSACTION_AFTER =
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction' AND query LIKE ?";

    @Inject
    StoredLog log;

    @Inject
    StoredEvents stored;

    @Inject
    People people;

    private final UUID boot = UUID.randomUUID();

    @AfterEach
    void rowsTreeAndNumbersAgree() {
        log.assertWhole();
    }

    @Test
    void batchesOfABootFollowEachOther() {
        send(Events.boot(boot, 1, 300)).statusCode(200).body("accepted", equalTo(300));
        send(Events.boot(boot, 301, 700)).statusCode(200).body("accepted", equalTo(700));

        assertThat(log.last(boot)).isEqualTo(1000);
        assertThat(ofBoot()).isEqualTo(1000);
    }

    @Test
    void aGapIsSentBackWithTheNumberThatIsMissing() {
        send(Events.boot(boot, 1, 3)).statusCode(200);

        send(Events.boot(boot, 5, 2))
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:portolan:problem:gap"))
                .body("expected", equalTo(4))
                .body("boot_id", equalTo(boot.toString()));

        assertThat(log.last(boot)).isEqualTo(3);
        assertThat(ofBoot()).isEqualTo(3);
    }

    @Test
    void whatIsHereAlreadyIsSkipped() {
        List<AuditEvent> events = Events.boot(boot, 1, 10);
        send(events.subList(0, 6)).statusCode(200);

        send(events).statusCode(200).body("accepted", equalTo(4)).body("duplicates", equalTo(6));
        send(events.subList(2, 4)).statusCode(200).body("accepted", equalTo(0)).body("duplicates", equalTo(2));

        assertThat(log.last(boot)).isEqualTo(10);
    }

    /** Two batches on the way at once overtake each other: the early one waits. */
    @Test
    void anEarlyBatchWaitsForTheOneBeforeIt() throws Exception {
        List<AuditEvent> events = Events.boot(boot, 1, 200);
        ExecutorService gateway = Executors.newFixedThreadPool(2);
        Future<Integer> early =
                gateway.submit(() -> send(events.subList(100, 200)).extract().statusCode());
        Future<Integer> first =
                gateway.submit(() -> send(events.subList(0, 100)).extract().statusCode());

        assertThat(List.of(early.get(), first.get())).containsExactly(200, 200);
        assertThat(log.last(boot)).isEqualTo(200);
        gateway.shutdown();
    }

    @Test
    void manyBootsAtOnce() throws Exception {
        ExecutorService gateways = Executors.newFixedThreadPool(6);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            UUID own = UUID.randomUUID();
            done.add(gateways.submit(() -> {
                for (int batch = 0; batch < 5; batch++) {
                    send(Events.boot(own, 1 + batch * 40L, 40)).statusCode(200);
                }
            }));
        }
        for (Future<?> gateway : done) {
            gateway.get();
        }
        gateways.shutdown();
    }

    @Test
    void somethingElseUnderAKnownNumberIsKeptApartOnce() {
        List<AuditEvent> first = Events.boot(boot, 1, 3);
        AuditEvent forged = Events.boot(boot, 2, 1).get(0);
        send(first).statusCode(200);

        send(List.of(forged)).statusCode(200).body("accepted", equalTo(0)).body("opaque", equalTo(1));
        send(List.of(forged)).statusCode(200).body("opaque", equalTo(0)).body("duplicates", equalTo(1));

        assertThat(stored.canonical(first.get(1))).isEqualTo(first.get(1).canonical());
        assertThat(stored.opaqueContains(text(forged))).isTrue();
    }

    /** PostgreSQL refuses it, whatever we do: it takes its number as something opaque, and the rest goes in. */
    @Test
    void whatPostgresRefusesDoesNotHoldUpTheRest() {
        List<AuditEvent> events = Events.boot(boot, 1, 5);
        AuditEvent sameId = events.get(1).withTarget(dev.portolan.audit.event.Target.NONE);
        AuditEvent refused = new AuditEvent(
                sameId.eventId(),
                sameId.kind(),
                sameId.callId(),
                new Source("gw-boot", boot, 6),
                sameId.actor(),
                sameId.client(),
                sameId.request(),
                sameId.target(),
                sameId.arguments(),
                sameId.decision(),
                sameId.outcome());
        List<AuditEvent> batch = new ArrayList<>(events);
        batch.add(refused);
        batch.addAll(Events.boot(boot, 7, 2));

        send(batch).statusCode(200).body("accepted", equalTo(7)).body("opaque", equalTo(1));
        send(batch).statusCode(200).body("accepted", equalTo(0)).body("duplicates", equalTo(8));

        assertThat(log.last(boot)).isEqualTo(8);
        assertThat(stored.opaqueContains(text(refused))).isTrue();
    }

    @Test
    void poisonTakesItsNumberAndDoesNotBlock() {
        String before = item(Events.boot(boot, 1, 1).get(0));
        String after = item(Events.boot(boot, 3, 1).get(0));
        byte[] batch =
                ("[" + before + ",{\"poison\":\"" + boot + "\"}," + after + "]").getBytes(StandardCharsets.UTF_8);

        post(batch).statusCode(200).body("accepted", equalTo(2)).body("opaque", equalTo(1));
        post(batch).statusCode(200).body("accepted", equalTo(0)).body("duplicates", equalTo(3));

        assertThat(log.last(boot)).isEqualTo(3);
    }

    @Test
    void nothingMoreIsTakenFromAFencedBoot() {
        send(Events.boot(boot, 1, 2)).statusCode(200);
        stored.execute("UPDATE audit_source SET fenced_at = now() WHERE boot_id = '" + boot + "'");

        send(Events.boot(boot, 3, 1))
                .statusCode(409)
                .body("type", equalTo("urn:portolan:problem:fenced"))
                .body("expected", equalTo(0));
    }

    /** The process dies after it has written everything and before it commits. */
    @Test
    void withoutCommitNothingHasMoved() throws Exception {
        List<AuditEvent> events = Events.boot(boot, 1, 400);
        try (Connection own = connect();
                Statement process = own.createStatement()) {
            own.setAutoCommit(false);
            new Append(own, people, new Succession().member()).all(entries(events), false);
            try (ResultSet pid = process.executeQuery("SELECT pg_backend_pid()")) {
                pid.next();
                stored.execute("SELECT pg_terminate_backend(" + pid.getInt(1) + ")");
            }
            assertThatThrownBy(own::commit).isInstanceOf(SQLException.class);
        }

        assertThat(ofBoot()).isZero();
        assertThat(log.last(boot)).isEqualTo(-1);

        send(events).statusCode(200).body("accepted", equalTo(400));
    }

    /** Its rows are written for the places behind a batch that is rolled back: they are written again. */
    @Test
    void whatWasWrittenBehindABatchThatFailedStandsInItsPlace() throws Exception {
        UUID other = UUID.randomUUID();
        Succession succession = new Succession();
        ExecutorService beside = Executors.newSingleThreadExecutor();
        try (Connection failing = connect();
                Connection following = connect()) {
            failing.setAutoCommit(false);
            following.setAutoCommit(false);
            Succession.Member fails = succession.member();
            new Append(failing, people, fails).all(entries(Events.boot(other, 1, 300)), false);
            Future<Appended> follows = beside.submit(() -> {
                try (Succession.Member follower = succession.member()) {
                    List<LedgerEntry> entries = entries(Events.boot(boot, 1, 500));
                    Append.Done done = new Append(following, people, follower).all(entries, false);
                    following.commit();
                    return done.appended();
                }
            });
            // its rows are written, and it waits
            await().until(() ->
                    stored.one(IN_TRANSACTION_AFTER, "COPY audit_event %").equals(1L));
            failing.rollback();
            fails.close();
            assertThat(follows.get().accepted()).isEqualTo(500);
        } finally {
            beside.shutdownNow();
        }
        assertThat(log.last(other)).isEqualTo(-1);
        assertThat(ofBoot()).isEqualTo(500);
    }

    /** The service may record something of its own meanwhile. */
    private long ofBoot() {
        return stored.countByTarget("of boot " + boot);
    }

    private static List<LedgerEntry> entries(List<AuditEvent> events) {
        return events.stream().map(Beside::entry).toList();
    }

    /** Past the pool, which would keep what was killed. */
    private static Connection connect() throws SQLException {
        Config config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
    }

    private static ValidatableResponse send(List<AuditEvent> events) {
        return ingest(events.toArray(new AuditEvent[0])).then();
    }

    private static ValidatableResponse post(byte[] body) {
        return given().auth()
                .oauth2(Tokens.writer())
                .contentType("application/json")
                .body(body)
                .post("/ingest")
                .then();
    }

    private static String text(AuditEvent event) {
        return new String(event.canonical(), StandardCharsets.UTF_8);
    }

    private static String item(AuditEvent event) {
        return new String(Beside.item(event), StandardCharsets.UTF_8);
    }
}
