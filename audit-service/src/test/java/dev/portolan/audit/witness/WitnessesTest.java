package dev.portolan.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.portolan.audit.ledger.log.Head;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.ledger.log.PlainLogs;
import dev.portolan.audit.ledger.note.Gaps;
import dev.portolan.audit.ledger.note.PlainNotes;
import dev.portolan.audit.testing.MovedClock;
import dev.portolan.audit.testing.PlainDatabase;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.SigningKey;
import dev.portolan.tlog.VerifierKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a witness that verifies by itself, over HTTP. */
class WitnessesTest {

    private static final SigningKey KEY = SigningKey.generate("example.com/tlog/main");

    private static PlainDatabase database;

    @TempDir
    Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MovedClock clock = new MovedClock();
    private TestWitness witness;
    private Logs logs;
    private Gaps gaps;
    private Checkpoints checkpoints;
    private Witnesses witnesses;

    @BeforeAll
    static void aDatabase() throws Exception {
        database = new PlainDatabase();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void aLogAndAWitness() throws Exception {
        database.execute("TRUNCATE audit_note, audit_source, audit_tile, audit_checkpoint CASCADE;"
                + " UPDATE audit_log SET size = 0, root = sha256(''), edge = ''");
        witness = new TestWitness();
        logs = PlainLogs.of(database.source());
        gaps = PlainNotes.gaps(database.source());
        Path file = Files.writeString(
                directory.resolve("policy"), "witness w1 " + witness.vkey() + " " + witness.url() + "\nquorum w1\n");
        PlainCheckpoints.Config config = new PlainCheckpoints.Config(Optional.of(file));
        WitnessPolicy policy = new WitnessPolicy(config);
        checkpoints = new Checkpoints(logs, policy);
        witnesses = new Witnesses(logs, policy, new WitnessClient(config), config, clock, meters);
    }

    @AfterEach
    void noWitness() {
        witness.close();
    }

    @Test
    void eachNewCheckpointIsCosignedAndTheOneShownIsTheNewestThatIs() {
        witnesses.ask();
        assertThat(checkpoints.of(1)).isEmpty();
        for (int more : List.of(3, 1, 300, 77)) {
            long size = signed(more);
            assertThat(checkpoints.newest(1).map(WitnessesTest::size)).contains(size);

            witnesses.ask();
            witnesses.ask();

            SignedNote shown = checkpoints.of(1).orElseThrow();
            assertThat(size(shown)).isEqualTo(size);
            assertThat(shown.by(VerifierKey.parse(witness.vkey()))).isPresent();
            assertThat(shown.isSignedBy(List.of(KEY.verifier()))).isTrue();
            assertThat(witness.size()).isEqualTo(size);
        }
        assertThat(witness.requests).isEqualTo(4);
        long newer = signed(5);
        assertThat(checkpoints.of(1).map(WitnessesTest::size)).contains(381L);
        assertThat(checkpoints.over(1, 381).map(WitnessesTest::size)).contains(381L);
        assertThat(checkpoints.over(1, 382).map(WitnessesTest::size)).contains(newer);
    }

    /** A restored database does not know what was signed; the witness does. */
    @Test
    void aWitnessThatKnowsMoreThanWeThoughtIsAskedFromThere() {
        signed(200);
        witnesses.ask();
        database.execute("DELETE FROM audit_cosignature");
        signed(100);

        witnesses.ask();

        assertThat(size(checkpoints.of(1).orElseThrow())).isEqualTo(300);
        assertThat(witness.requests).isEqualTo(3);
        assertThat(refused()).isZero();
    }

    @Test
    void aWitnessThatFailsIsAskedLessAndLessAndNothingWaits() {
        witness.failWith = 503;
        signed(3);
        for (int seconds : List.of(0, 4, 1, 9, 1, 19, 1, 19, 1)) {
            clock.now = clock.now.plusSeconds(seconds);
            witnesses.ask();
        }
        // at 0, 5, 15, 35 and, as 20 s is the most, 55
        assertThat(witness.requests).isEqualTo(5);
        assertThat(checkpoints.of(1)).isPresent();
        assertThat(behind()).isEqualTo(55);
        assertThat(refused()).isZero();

        witness.failWith = 0;
        clock.now = clock.now.plusSeconds(20);
        witnesses.ask();
        assertThat(behind()).isZero();
    }

    /** Somebody has shown the witness another log of this name, or the same with more entries. */
    @Test
    void aWitnessThatSawAnotherLogRefuses() {
        signed(200);
        witnesses.ask();
        witness.saw(200, new byte[32]);
        signed(10);
        witnesses.ask();
        assertThat(refused()).isEqualTo(1);

        witness.saw(5_000, new byte[32]);
        clock.now = clock.now.plusSeconds(60);
        witnesses.ask();
        assertThat(refused()).isEqualTo(2);
        assertThat(size(checkpoints.of(1).orElseThrow())).isEqualTo(200);
    }

    @Test
    void aPolicyThatCannotBeReadIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("bad"), "quorum nobody\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WitnessPolicy(new PlainCheckpoints.Config(Optional.of(file))))
                .withMessageContaining("line 1")
                .withMessageContaining(file.toString());
    }

    @Test
    void aWitnessThatCannotBeAskedIsNamedAtTheStart() throws Exception {
        Path file = Files.writeString(
                directory.resolve("bad"), "witness w1 " + witness.vkey() + " ftp://w1.example/\nquorum w1\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WitnessPolicy(new PlainCheckpoints.Config(Optional.of(file))))
                .withMessageContaining(file.toString())
                .withMessageContaining("ftp://w1.example/ is no http or https URL");
    }

    /** The log grows and is signed; how long it is then. */
    private long signed(int more) {
        for (int i = 0; i < more; i++) {
            gaps.declare(UUID.randomUUID(), Gaps.ALL, "an entry", UUID.randomUUID());
        }
        Head head = logs.open().orElseThrow();
        Checkpoint next = new Checkpoint(KEY.verifier().name(), head.size(), head.root());
        logs.publish(head.log(), head.size(), next.signedBy(List.of(KEY)).toString());
        return head.size();
    }

    private static long size(SignedNote note) {
        return Checkpoint.parse(note.text()).size();
    }

    private double behind() {
        return meters.get("audit.witness.behind").gauge().value();
    }

    private double refused() {
        return meters.get("audit.witness.refused").counter().count();
    }
}
