package dev.portolan.audit.evidence;

import static dev.portolan.audit.testing.Api.carol;
import static dev.portolan.audit.testing.Api.ingest;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.ledger.note.Drops;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.StoredLog;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.tlog.bundle.Finding;
import dev.portolan.tlog.bundle.LogCheck;
import dev.portolan.tlog.bundle.LogFiles;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A month goes, and the log is whole all the same; something goes by hand, and it is not. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@Order(1) // while the log is short
class DroppedMonthTest {

    @Inject
    Drops drops;

    @Inject
    Signer signer;

    @Inject
    SigningKeys keys;

    @Inject
    StoredEvents stored;

    @Inject
    StoredLog log;

    @TempDir
    Path directory;

    private final UUID boot = UUID.randomUUID();

    @Test
    void aDropIsToldFromADeletion() throws IOException {
        // most of a tile and more, a late record of September behind October's, and what no month takes
        List<AuditEvent> events = new ArrayList<>();
        for (int seq = 1; seq <= 600; seq++) {
            boolean october = seq > 500 && seq != 550;
            events.add(event(october ? "2016-10-01T00:00:00Z" : "2016-09-30T23:59:59Z", seq));
        }
        for (String month : List.of("2016-09-01Z", "2016-10-01Z")) {
            stored.one("SELECT audit_make_partition(?::timestamptz)", month);
        }
        ingest(events.toArray(new AuditEvent[0])).then().statusCode(200);
        long first = placeOf(events.get(0));
        UUID record = UUID.randomUUID();

        drops.drop(YearMonth.of(2016, 9), Instant.parse("2017-01-01T00:00:00Z"), record, Duration.ofMinutes(1));

        JsonNode said = new ObjectMapper().readTree((String)
                stored.one("SELECT entry FROM audit_note WHERE entry::jsonb ->> 'record' = ?", record.toString()));
        assertThat(said.path("month").asText()).isEqualTo("2016-09");
        assertThat(said.path("log").asText()).isEqualTo("main");
        assertThat(said.path("leaves").toString())
                .isEqualTo("[[%d,%d],[%d,%<d]]".formatted(first, first + 499, first + 549));
        assertThat(said.path("numbers").toString()).isEqualTo("[[\"%s\",1,500],[\"%1$s\",550,550]]".formatted(boot));
        log.assertWhole();
        // not before the drop itself is signed
        carol().get("/tlog/main/checkpoint").then().statusCode(503);
        carol().get("/tlog/main/bundle.zip").then().statusCode(503);
        assertThat(signer.attempt()).isEqualTo(Signer.Result.SIGNED);
        DroppedCheck check = new DroppedCheck();
        assertThat(found(check)).isEmpty();
        assertThat(check.gone()).contains(first, first + 499, first + 549).doesNotContain(first + 500, first + 548);

        long deleted = placeOf(events.get(520));
        stored.execute("CREATE TABLE kept AS SELECT * FROM audit_event WHERE leaf_index = " + deleted);
        stored.execute("DELETE FROM audit_event WHERE leaf_index = " + deleted);
        Optional<Finding> finding = found(new DroppedCheck());
        stored.execute("INSERT INTO audit_event SELECT * FROM kept");
        stored.execute("DROP TABLE kept");

        assertThat(finding).contains(new Finding(Finding.Kind.TAMPERED, deleted, "gone and not dropped"));
    }

    private Optional<Finding> found(DroppedCheck check) throws IOException {
        byte[] zip = carol().get("/tlog/main/bundle.zip")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        try (LogFiles files = LogFiles.open(Files.write(directory.resolve("log.zip"), zip))) {
            return new LogCheck(files, List.of(keys.all().get(0).verifier()), Optional.empty(), check).run();
        }
    }

    private long placeOf(AuditEvent event) {
        return (Long) stored.one("SELECT leaf_index FROM audit_event WHERE event_id = ?", event.eventId());
    }

    private AuditEvent event(String moment, int seq) {
        UuidV7 ids = new UuidV7(Clock.fixed(Instant.parse(moment), ZoneOffset.UTC));
        return AuditEvent.event(
                        ids.next(), ids.next(), new Source("gw-drop", boot, seq), Outcome.of(Outcome.Code.SUCCESS))
                .withActor(Beside.actor("alice"))
                .withTarget(Events.intent("dropped").target());
    }
}
