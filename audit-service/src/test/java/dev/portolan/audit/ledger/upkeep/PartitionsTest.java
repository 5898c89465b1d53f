package dev.portolan.audit.ledger.upkeep;

import static dev.portolan.audit.testing.Api.find;
import static dev.portolan.audit.testing.Api.ids;
import static dev.portolan.audit.testing.Api.ingest;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PartitionsTest {

    @Inject
    Partitions partitions;

    @Inject
    LedgerMetrics metrics;

    @Inject
    StoredEvents stored;

    @Test
    void thisMonthAndTheNextTwoAreThereFromTheStart() {
        YearMonth now = YearMonth.now(ZoneOffset.UTC);

        for (int month = 0; month <= 2; month++) {
            assertThat(exists(now.plusMonths(month))).isTrue();
        }
    }

    @Test
    void anEventLiesInThePartitionOfItsMonth() {
        AuditEvent event = Events.intent("placed");
        ingest(event);

        assertThat(stored.partition(event)).isEqualTo(name(YearMonth.now(ZoneOffset.UTC)));
    }

    @Test
    void rowsThatHadNoPartitionMoveIntoItWhenItIsMade() throws SQLException {
        AuditEvent last = Events.intentAt(Instant.parse("2021-05-31T23:59:59.999Z"), "stray");
        AuditEvent first = Events.intentAt(Instant.parse("2021-06-01T00:00:00.000Z"), "stray");
        AuditEvent next = Events.intentAt(Instant.parse("2021-07-01T00:00:00.000Z"), "stray");
        ingest(last, first, next);
        assertThat(stored.partition(first)).isEqualTo("audit_event_default");

        boolean made = partitions.make(OffsetDateTime.parse("2021-06-15T12:00:00+02:00"));

        assertThat(made).isTrue();
        assertThat(stored.partition(first)).isEqualTo("audit_event_2021_06");
        assertThat(stored.partition(last)).isEqualTo("audit_event_default");
        assertThat(stored.partition(next)).isEqualTo("audit_event_default");
        assertThat(ids(find("target", "stray")))
                .containsExactly(
                        next.eventId().toString(),
                        first.eventId().toString(),
                        last.eventId().toString());
    }

    @Test
    void anEventRepeatedAfterItsPartitionWasMadeIsStillADuplicate() throws SQLException {
        AuditEvent event = Events.intentAt(Instant.parse("2022-02-28T23:59:59.999Z"), "moved");
        ingest(event);
        partitions.make(OffsetDateTime.parse("2022-02-01T00:00:00Z"));

        int duplicates = ingest(event).then().statusCode(200).extract().path("duplicates");

        assertThat(duplicates).isEqualTo(1);
        assertThat(stored.countByTarget("moved")).isEqualTo(1);
    }

    @Test
    void replicasThatMakeTheSamePartitionAtOnceMakeItOnce() throws Exception {
        ExecutorService replicas = Executors.newFixedThreadPool(4);
        List<Future<Boolean>> tries = IntStream.range(0, 8)
                .mapToObj(i -> replicas.submit(() -> partitions.make(OffsetDateTime.parse("2023-03-01T00:00:00Z"))))
                .toList();

        int made = 0;
        for (Future<Boolean> each : tries) {
            made += each.get() ? 1 : 0;
        }
        replicas.shutdown();

        assertThat(made).isEqualTo(1);
    }

    @Test
    void withoutNextMonthsPartitionTheServiceIsNotReady() {
        String next = name(YearMonth.now(ZoneOffset.UTC).plusMonths(1));
        stored.execute("DROP TABLE " + next);

        String before = health();
        partitions.makeAhead();
        String after = health();

        assertThat(before).contains("\"missing\"").contains("DOWN");
        assertThat(after).contains("\"present\"").doesNotContain("DOWN");
    }

    @Test
    void strayRowsAndOpaqueEntriesAndIngestAreMeasured() {
        ingest(Events.intentAt(Instant.parse("2018-01-01T00:00:00Z"), "measured"));
        metrics.measure();

        await().untilAsserted(() -> {
            String scraped = given().get("http://localhost:" + managementPort() + "/q/metrics")
                    .asString();
            assertThat(scraped)
                    .containsPattern("audit_ledger_default_partition_rows(\\{[^}]*})? [1-9]")
                    .containsPattern("audit_ingest_events_total\\{[^}]*result=\"accepted\"[^}]*} [1-9]")
                    .contains("audit_ingest_events_total", "result=\"duplicate\"", "result=\"opaque\"")
                    .contains("audit_ingest_batch_events_count", "audit_ingest_append_seconds_bucket")
                    .contains("audit_ledger_rows", "audit_ledger_opaque_rows", "audit_ingest_unavailable_total");
        });
    }

    private boolean exists(YearMonth month) {
        return (Boolean) stored.one("SELECT to_regclass(?) IS NOT NULL", name(month));
    }

    private static String name(YearMonth month) {
        return "audit_event_" + month.format(DateTimeFormatter.ofPattern("uuuu_MM"));
    }

    private static String health() {
        return given().get("http://localhost:" + managementPort() + "/q/health/ready")
                .asString();
    }

    private static int managementPort() {
        return ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    }
}
