package dev.portolan.audit.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.ledger.note.Drops;
import dev.portolan.audit.testing.Api;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.Surroundings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@Order(1) // while the log is short
class ScrubberTest {

    @Inject
    Scrubber scrubber;

    @Inject
    StoredEvents stored;

    @Inject
    Drops drops;

    @Inject
    MeterRegistry meters;

    private String mend = "";

    /** As many events as fill a tile of their own, the first of which is returned. */
    private AuditEvent ingested() {
        AuditEvent[] events =
                IntStream.range(0, 600).mapToObj(i -> Events.intent("to scrub")).toArray(AuditEvent[]::new);
        Api.ingest(events).then().statusCode(200);
        return events[0];
    }

    private long indexOf(AuditEvent event) {
        return (Long) stored.one("SELECT leaf_index FROM audit_event WHERE event_id = ?", event.eventId());
    }

    /** At least one pass that begins now and reaches the end. */
    private void scrub() {
        long entries = (Long) stored.one("SELECT size FROM audit_log WHERE closed_at IS NULL AND ? <> ''", "open");
        for (long read = 0; read <= 2 * entries; read += 2_000) {
            scrubber.step();
        }
        scrubber.step();
    }

    private double mismatch() {
        return meters.get("audit.scrub.mismatch").gauge().value();
    }

    @AfterEach
    void mended() {
        if (!mend.isEmpty()) {
            stored.execute(mend);
            scrub();
            assertThat(scrubber.firstBadIndex()).isEmpty();
            assertThat(mismatch()).isZero();
        }
    }

    @Test
    void whatIsAsItWasAppendedPasses() {
        ingested();

        scrub();

        assertThat(scrubber.firstBadIndex()).isEmpty();
        assertThat(meters.get("audit.scrub.entries").counter().count()).isGreaterThanOrEqualTo(600);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canonical = replace(canonical, 'to scrub', 'scrubbed')",
                "leaf_hash = sha256('forged')",
                "canonical = '{}', leaf_hash = sha256('\\x007b7d')",
            })
    void anAlteredRecordIsNamed(String change) {
        AuditEvent event = ingested();
        String where = " WHERE event_id = '" + event.eventId() + "'";
        stored.execute(
                "CREATE TABLE IF NOT EXISTS kept AS SELECT event_id, canonical, leaf_hash FROM audit_event" + where);
        mend = "UPDATE audit_event e SET canonical = k.canonical, leaf_hash = k.leaf_hash FROM kept k"
                + " WHERE e.event_id = k.event_id; DROP TABLE kept";

        stored.execute("UPDATE audit_event SET " + change + where);
        scrub();

        assertThat(scrubber.firstBadIndex()).contains(indexOf(event));
        assertThat(mismatch()).isEqualTo(1);
    }

    @Test
    void anAlteredTileIsNoticed() {
        AuditEvent event = ingested();
        String tile = " WHERE level = 0 AND index = " + (indexOf(event) / 256 + 1);
        stored.execute("CREATE TABLE kept AS SELECT * FROM audit_tile" + tile);
        mend = "UPDATE audit_tile t SET hashes = k.hashes FROM kept k"
                + " WHERE t.log = k.log AND t.level = k.level AND t.index = k.index; DROP TABLE kept";

        stored.execute("UPDATE audit_tile SET hashes = set_byte(hashes, 33, (get_byte(hashes, 33) + 1) % 256)" + tile);
        scrub();

        assertThat(scrubber.firstBadIndex()).contains((indexOf(event) / 256 + 1) * 256 + 1);
    }

    @Test
    void aDeletedRecordIsNamed() {
        AuditEvent event = ingested();
        String where = " WHERE event_id = '" + event.eventId() + "'";
        long index = indexOf(event);
        stored.execute("CREATE TABLE kept AS SELECT * FROM audit_event" + where);
        mend = "INSERT INTO audit_event SELECT * FROM kept; DROP TABLE kept";

        stored.execute("DELETE FROM audit_event" + where);
        scrub();

        assertThat(scrubber.firstBadIndex()).contains(index);
    }

    /** Also if it goes while the log is read. */
    @Test
    void whatWasDroppedWithItsMonthIsNoFault() {
        stored.one("SELECT audit_make_partition(?::timestamptz)", "2015-02-01Z");
        AuditEvent[] events = IntStream.range(0, 300)
                .mapToObj(i -> Events.intentAt(Instant.parse("2015-02-03T00:00:00Z"), "to drop"))
                .toArray(AuditEvent[]::new);
        Api.ingest(events).then().statusCode(200);
        ingested();
        scrub();
        scrubber.step();

        drops.drop(
                YearMonth.of(2015, 2), Instant.parse("2016-01-01T00:00:00Z"), UUID.randomUUID(), Duration.ofMinutes(1));
        scrub();

        assertThat(scrubber.firstBadIndex()).isEmpty();
        assertThat(meters.get("audit.scrub.absent.entries").gauge().value()).isGreaterThanOrEqualTo(300);
    }

    @Test
    void aClosedLogIsReadToo() {
        String entry = "{\"schema\":\"portolan.gap/1\"}";
        String leaf = "sha256('\\x00' || convert_to('" + entry + "', 'UTF8'))";
        stored.execute("INSERT INTO audit_log (log, name, size, root, edge, closed_at) VALUES (0, 'closed', 1, " + leaf
                + ", " + leaf + ", now())");
        stored.execute("INSERT INTO audit_note (log, leaf_index, leaf_hash, entry) VALUES (0, 0, " + leaf + ", '"
                + entry + "')");
        mend = "DELETE FROM audit_note WHERE log = 0; DELETE FROM audit_log WHERE log = 0";
        scrub();
        assertThat(scrubber.firstBadIndex()).isEmpty();

        stored.execute("UPDATE audit_note SET entry = '{}' WHERE log = 0");
        scrub();

        assertThat(scrubber.firstBadIndex()).contains(0L);
    }

    @Test
    void anotherRootIsNoticed() {
        ingested();
        stored.execute("CREATE TABLE kept AS SELECT log, root FROM audit_log");
        mend = "UPDATE audit_log l SET root = k.root FROM kept k WHERE l.log = k.log; DROP TABLE kept";

        stored.execute("UPDATE audit_log SET root = sha256('forged') WHERE closed_at IS NULL");
        scrub();

        assertThat(scrubber.firstBadIndex()).isPresent();
    }
}
