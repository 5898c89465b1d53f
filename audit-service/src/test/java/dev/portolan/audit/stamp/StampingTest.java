package dev.portolan.audit.stamp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.ledger.log.Head;
import dev.portolan.audit.ledger.log.LogStamps;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.ledger.log.PlainLogs;
import dev.portolan.audit.ledger.note.Gaps;
import dev.portolan.audit.ledger.note.PlainNotes;
import dev.portolan.audit.testing.MovedClock;
import dev.portolan.audit.testing.PlainDatabase;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.SigningKey;
import dev.portolan.tlog.bundle.Stamp;
import dev.portolan.tlog.bundle.Stamps;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an authority of its own, and a database. */
class StampingTest {

    private static final SigningKey KEY = SigningKey.generate("example.com/tlog/main");

    private static PlainDatabase database;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MovedClock clock = new MovedClock();
    private TestAuthority authority;
    private Logs logs;
    private Gaps gaps;
    private Stamping stamping;

    @BeforeAll
    static void aDatabase() throws Exception {
        database = new PlainDatabase();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void aLogAndAnAuthority() throws Exception {
        database.execute("TRUNCATE audit_note, audit_source, audit_tile, audit_checkpoint CASCADE;"
                + " UPDATE audit_log SET size = 0, root = sha256(''), edge = ''");
        authority = new TestAuthority();
        logs = PlainLogs.of(database.source());
        gaps = PlainNotes.gaps(database.source());
        stamping = PlainStamping.of(logs, Optional.of(authority.url()), clock, meters);
    }

    @AfterEach
    void noAuthority() {
        authority.close();
    }

    @Test
    void theNewestCheckpointIsStampedOnceInAnHour() {
        stamping.stamp();
        assertThat(authority.requests).isEmpty();
        signed(3);
        signed(2);
        stamping.stamp();
        stamping.stamp();
        assertThat(sizes()).containsExactly(5L);
        signed(1);
        clock.now = clock.now.plusSeconds(3599);
        stamping.stamp();
        assertThat(sizes()).containsExactly(5L);
        clock.now = clock.now.plusSeconds(1);
        stamping.stamp();
        assertThat(sizes()).containsExactly(5L, 6L);

        // nothing new to stamp, and nothing overdue
        clock.now = clock.now.plusSeconds(36_000);
        stamping.stamp();
        assertThat(authority.requests).hasSize(2);
        assertThat(overdue()).isZero();
    }

    /** What witnesses sign later is not under the stamp. */
    @Test
    void whatIsStampedAreTheBytesThatTheLogSigned() throws Exception {
        String note = signed(3);
        logs.cosign(1, 3, "w", "— w AAAAAAAA\n");
        stamping.stamp();

        try (LogStamps stamps = logs.stamps(1)) {
            Stamp stamp = stamps.of(3).orElseThrow();
            assertThat(new String(stamp.checkpoint(), StandardCharsets.UTF_8)).isEqualTo(note);
            assertThat(new TimeStampToken(new CMSSignedData(stamp.token()))
                            .getTimeStampInfo()
                            .getMessageImprintDigest())
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(note.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void anAuthorityThatFailsIsAskedLessAndLess() {
        authority.fault = TestAuthority.Fault.HTTP_500;
        signed(3);
        for (int seconds : List.of(0, 59, 1, 119, 1, 179, 1, 179, 1)) {
            clock.now = clock.now.plusSeconds(seconds);
            stamping.stamp();
        }
        // at 0, 1, 3, 6 and, as 3 min is the most, 9 min
        assertThat(authority.requests).hasSize(5);
        assertThat(overdue()).isEqualTo(540);

        authority.fault = TestAuthority.Fault.NONE;
        clock.now = clock.now.plusSeconds(180);
        stamping.stamp();
        assertThat(sizes()).containsExactly(3L);
        assertThat(overdue()).isZero();
    }

    @Test
    void unlessConfiguredNothingIsStamped() {
        SimpleMeterRegistry own = new SimpleMeterRegistry();
        signed(3);
        PlainStamping.of(logs, Optional.empty(), clock, own).stamp();

        assertThat(sizes()).isEmpty();
        assertThat(own.get("audit.stamp.overdue").gauge().value()).isZero();
    }

    /** Six thousand stamps: the newest are all given away, of the others some. */
    @Test
    void ofManyStampsAChoiceIsGivenAway() {
        database.execute(
                "INSERT INTO audit_checkpoint (log, size, note) SELECT 1, i, '' FROM generate_series(1, 6000) i;"
                        + " INSERT INTO audit_stamp SELECT 1, i, '', now() FROM generate_series(1, 6000) i");

        List<Long> sizes = sizes();
        assertThat(sizes).hasSizeBetween(Stamps.MAX - 50, Stamps.MAX).isSorted().endsWith(5999L, 6000L);
        assertThat(sizes.subList(sizes.size() - 500, sizes.size())).startsWith(5501L);
        assertThat(sizes.get(0)).isLessThan(12);
        assertThat(sizes.get(300) - sizes.get(299)).isEqualTo(sizes.get(1) - sizes.get(0));
        try (LogStamps stamps = logs.stamps(1)) {
            assertThat(stamps.sizes(700)).hasSize(700).endsWith(700L);
            assertThat(stamps.firstOver(17, 700)).contains(17L);
            assertThat(stamps.firstOver(701, 700)).contains(700L);
            assertThat(stamps.firstOver(1, 0)).isEmpty();
        }
    }

    /** The log grows and is signed. */
    private String signed(int more) {
        for (int i = 0; i < more; i++) {
            gaps.declare(UUID.randomUUID(), Gaps.ALL, "an entry", UUID.randomUUID());
        }
        Head head = logs.open().orElseThrow();
        String note = new Checkpoint(KEY.verifier().name(), head.size(), head.root())
                .signedBy(List.of(KEY))
                .toString();
        logs.publish(head.log(), head.size(), note);
        return note;
    }

    private List<Long> sizes() {
        try (LogStamps stamps = logs.stamps(1)) {
            return stamps.sizes(Long.MAX_VALUE);
        }
    }

    private double overdue() {
        return meters.get("audit.stamp.overdue").gauge().value();
    }
}
