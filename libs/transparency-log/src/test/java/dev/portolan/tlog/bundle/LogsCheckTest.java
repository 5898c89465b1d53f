package dev.portolan.tlog.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.GrownLog;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.SigningKey;
import dev.portolan.tlog.bundle.Finding.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of the first log 900 entries were signed; a backup of 300, 200 of them signed, grew to 400; then the next began. */
class LogsCheckTest {

    private static final String FIRST = "example.com/first";
    private static final String SECOND = "example.com/second";
    private static final SigningKey KEY = SigningKey.generate(FIRST);

    private final List<byte[]> past = GrownLog.of(300, 1).entries();
    private final List<byte[]> lost = join(past, GrownLog.of(600, 2).entries());
    private final List<byte[]> closed = join(past, GrownLog.of(100, 3).entries());
    private final SignedNote lastSigned = note(MemoryLog.of(FIRST, lost, KEY));
    private final SignedNote inBackup = note(MemoryLog.of(FIRST, past.subList(0, 200), KEY));
    private final MemoryLog all = new MemoryLog(new TreeMap<>());

    @BeforeEach
    void twoLogs() {
        byte[] reset =
                (head(MemoryLog.of(FIRST, closed, KEY)).text() + "|" + lastSigned).getBytes(StandardCharsets.UTF_8);
        put("first", MemoryLog.of(FIRST, closed, KEY));
        all.files().put("first/checkpoint", inBackup.toString().getBytes(StandardCharsets.UTF_8));
        put(
                "second",
                MemoryLog.of(SECOND, join(List.of(reset), GrownLog.of(300, 4).entries()), KEY));
        all.files().put("logs", "first\nsecond\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theNextLogVouchesForWhatWasNeverSigned() throws IOException {
        LogsCheck check = check(Optional.empty());

        assertThat(check.run()).isEmpty();
        assertThat(check.looked()).containsExactly("first", "second");
        all.files().remove("first/checkpoint");
        assertThat(check(Optional.empty()).run()).isEmpty();
    }

    @Test
    void aChangeInEitherIsNamed() throws IOException {
        for (String file : List.of("second/tile/entries/001.p/45", "first/tile/entries/001.p/144")) {
            all.files().get(file)[2]++;
            LogsCheck check = check(Optional.empty());

            assertThat(check.run()).hasValueSatisfying(found -> {
                assertThat(found.kind()).isEqualTo(Kind.TAMPERED);
                assertThat(found.index()).isEqualTo(256);
            });
            assertThat(check.looked().get(0)).isEqualTo(file.substring(0, file.indexOf('/')));
            all.files().get(file)[2]--;
        }
    }

    /** All of the closed log agrees with itself, and not with what the next one says of it. */
    @Test
    void aClosedLogIsTheOneThatWasClosed() throws IOException {
        List<byte[]> other = new ArrayList<>(closed);
        other.set(399, new byte[] {1});
        put("first", MemoryLog.of(FIRST, other, KEY));
        all.files().put("first/checkpoint", inBackup.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(check(Optional.empty()).run()).isPresent();
    }

    @Test
    void whatWasSignedOfAClosedLogIsStillHeldAgainstIt() throws IOException {
        SignedNote forged = note(MemoryLog.of(FIRST, GrownLog.of(200, 9).entries(), KEY));
        all.files().put("first/checkpoint", forged.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(check(Optional.empty()).run()).isPresent();

        SignedNote stranger = note(MemoryLog.of(FIRST, past.subList(0, 200), SigningKey.generate(FIRST)));
        all.files().put("first/checkpoint", stranger.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(check(Optional.empty()).run())
                .hasValueSatisfying(found -> assertThat(found.kind()).isEqualTo(Kind.UNTRUSTED));
    }

    @Test
    void aLogThatIsLeftOutIsMissed() throws IOException {
        all.files().put("logs", "second\n".getBytes(StandardCharsets.UTF_8));
        assertThat(check(Optional.empty()).run())
                .contains(new Finding(Kind.INCOMPLETE, 0, "the log first that it takes the place of is not there"));

        all.files().put("logs", "zeroth\nfirst\nsecond\n".getBytes(StandardCharsets.UTF_8));
        assertThat(check(Optional.empty()).run())
                .contains(new Finding(Kind.TAMPERED, 0, "it does not say which log it takes the place of"));

        all.files().put("logs", "../first\n".getBytes(StandardCharsets.UTF_8));
        assertThat(check(Optional.empty()).run()).isPresent();
    }

    @Test
    void aHeadSeenBeforeIsHeldAgainstItsLogOrTheNext() throws IOException {
        for (List<byte[]> seen : List.of(past.subList(0, 150), past.subList(0, 200), lost.subList(0, 700), lost)) {
            assertThat(check(Optional.of(head(MemoryLog.of(FIRST, seen, KEY)))).run())
                    .isEmpty();
        }
        for (List<byte[]> seen : List.of(GrownLog.of(150, 9).entries(), join(lost, past))) {
            assertThat(check(Optional.of(head(MemoryLog.of(FIRST, seen, KEY)))).run())
                    .isPresent();
        }
        assertThat(check(Optional.of(head(MemoryLog.of("example.com/other", past, KEY))))
                        .run())
                .isPresent();
        assertThat(check(Optional.of(head(MemoryLog.of(SECOND, lost, KEY)))).run())
                .hasValueSatisfying(found -> assertThat(found.kind()).isEqualTo(Kind.STALE));
    }

    private LogsCheck check(Optional<Checkpoint> seen) {
        return new LogsCheck(all, List.of(KEY.verifier()), seen, name -> new Meaning());
    }

    private void put(String name, MemoryLog log) {
        log.files().forEach((path, bytes) -> all.files().put(name + "/" + path, bytes));
    }

    private static SignedNote note(MemoryLog log) {
        return SignedNote.parse(new String(log.read(LogFiles.CHECKPOINT).orElseThrow(), StandardCharsets.UTF_8));
    }

    private static Checkpoint head(MemoryLog log) {
        return Checkpoint.parse(note(log).text());
    }

    private static List<byte[]> join(List<byte[]> some, List<byte[]> more) {
        List<byte[]> both = new ArrayList<>(some);
        both.addAll(more);
        return both;
    }

    private static final class Meaning implements EntryCheck {
        @Override
        public Step read(long index, byte[] entry) {
            return Optional::empty;
        }

        @Override
        public Optional<Predecessor> predecessor(byte[] first) {
            String[] parts = new String(first, StandardCharsets.UTF_8).split("\\|", 2);
            return parts.length < 2 || !parts[0].startsWith("example.com/")
                    ? Optional.empty()
                    : Optional.of(new Predecessor(SignedNote.parse(parts[1]), Checkpoint.parse(parts[0])));
        }
    }
}
