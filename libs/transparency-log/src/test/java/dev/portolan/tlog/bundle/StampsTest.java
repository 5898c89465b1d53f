package dev.portolan.tlog.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.GrownLog;
import dev.portolan.tlog.SigningKey;
import dev.portolan.tlog.bundle.Finding.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether what was stamped is of the log; what is in tokens is not looked at here. */
class StampsTest {

    private static final int SIZE = 1_300;
    private static final List<byte[]> ENTRIES = GrownLog.of(SIZE, 1).entries();
    private static final SigningKey KEY = SigningKey.generate(MemoryLog.ORIGIN);
    private static final MemoryLog LOG = MemoryLog.of(ENTRIES, KEY);

    @Test
    void stampedHeadsOfTheLogAreGood() throws IOException {
        MemoryLog log = LOG.copy();
        for (int size : List.of(1, 256, 300, 1_024, SIZE)) {
            stamp(log, head(size));
        }

        assertThat(found(log)).isEmpty();
        assertThat(Stamps.in(log))
                .extracting(stamp -> stamp.head().size())
                .containsExactly(1L, 256L, 300L, 1024L, 1300L);
        PartCheck part = PartCheck.of(log, List.of(KEY.verifier()));
        for (Stamp stamp : Stamps.in(log)) {
            assertThatCode(() -> part.stamped(stamp.head())).doesNotThrowAnyException();
        }
    }

    @Test
    void aHeadOfAForkIsFound() throws IOException {
        for (int size : List.of(1, 256, 300)) {
            Checkpoint fork = new Checkpoint(
                    MemoryLog.ORIGIN, size, GrownLog.of(size, 2).edge().root());
            MemoryLog log = LOG.copy();
            stamp(log, fork);

            assertFound(log, Kind.TAMPERED, "the root of the entries is not that of stamps/" + size + ".checkpoint");
            PartCheck part = PartCheck.of(log, List.of(KEY.verifier()));
            assertThatExceptionOfType(PartCheck.Refuted.class)
                    .isThrownBy(() -> part.stamped(fork))
                    .withMessage("stamps/" + size + ".checkpoint is not of the log that was signed");
        }
    }

    @Test
    void aHeadOfAnotherLogIsFound() throws IOException {
        MemoryLog log = LOG.copy();
        stamp(log, new Checkpoint("example.com/other", 300, head(300).root()));

        assertFound(log, Kind.MISSTAMPED, "stamps/300.checkpoint is of another log");
    }

    @Test
    void aLogThatEndsBeforeWhatWasStampedIsStale() throws IOException {
        MemoryLog log = MemoryLog.of(ENTRIES.subList(0, 200), KEY);
        stamp(log, head(300));

        assertFound(log, Kind.STALE, "the log ends here, and stamps/300.checkpoint does not");
        PartCheck part = PartCheck.of(log, List.of(KEY.verifier()));
        assertThatExceptionOfType(PartCheck.Refuted.class).isThrownBy(() -> part.stamped(head(300)));
    }

    @Test
    void filesThatAreMissingOrNoneAreNamed() throws IOException {
        MemoryLog log = MemoryLog.of(ENTRIES.subList(0, 400), KEY);
        stamp(log, head(300));
        byte[] token = log.files().remove("stamps/300.tst");
        assertFound(log, Kind.INCOMPLETE, "stamps/300.tst is missing");
        log.files().put("stamps/300.tst", token);

        log.files().put("stamps/300.checkpoint", note(head(299)));
        assertFound(log, Kind.MISSTAMPED, "stamps/300.checkpoint is no checkpoint of this size");
        log.files().put("stamps/300.checkpoint", new byte[] {-1});
        assertFound(log, Kind.MISSTAMPED, "stamps/300.checkpoint is no checkpoint of this size");

        for (String list : List.of("../300\n", "0\n", "\n", "1\n".repeat(1001))) {
            log.files().put("stamps/sizes", list.getBytes(StandardCharsets.UTF_8));
            assertFound(log, Kind.MISSTAMPED, "stamps/sizes is no list of sizes");
        }
    }

    private static void stamp(MemoryLog log, Checkpoint head) {
        String sizes = new String(log.read("stamps/sizes").orElse(new byte[0]), StandardCharsets.UTF_8);
        log.files().put("stamps/sizes", (sizes + head.size() + "\n").getBytes(StandardCharsets.UTF_8));
        log.files().put("stamps/" + head.size() + ".checkpoint", note(head));
        log.files().put("stamps/" + head.size() + ".tst", new byte[] {48, 0});
    }

    private static byte[] note(Checkpoint head) {
        return head.signedBy(List.of(KEY)).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Checkpoint head(int size) {
        return new Checkpoint(
                MemoryLog.ORIGIN, size, GrownLog.of(size, 1).edge().root());
    }

    private static Optional<Finding> found(LogFiles files) throws IOException {
        return new LogCheck(files, List.of(KEY.verifier()), Optional.empty(), EntryCheck.NONE).run();
    }

    private static void assertFound(LogFiles files, Kind kind, String what) throws IOException {
        assertThat(found(files)).hasValueSatisfying(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.what()).isEqualTo(what);
        });
    }
}
