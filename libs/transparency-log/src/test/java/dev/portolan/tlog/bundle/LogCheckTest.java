package dev.portolan.tlog.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.EntryBundle;
import dev.portolan.tlog.GrownLog;
import dev.portolan.tlog.Hash;
import dev.portolan.tlog.SigningKey;
import dev.portolan.tlog.TileId;
import dev.portolan.tlog.VerifierKey;
import dev.portolan.tlog.bundle.Finding.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogCheckTest {

    private static final SigningKey KEY = SigningKey.generate(MemoryLog.ORIGIN);
    private static final List<VerifierKey> TRUSTED = List.of(KEY.verifier());

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 255, 256, 257, 512, 600, 65_536, 66_000})
    void aWholeLogIsGood(int size) throws IOException {
        LogCheck check = check(log(size), Optional.empty());

        assertThat(check.run()).isEmpty();
        assertThat(check.checked()).isEqualTo(size);
    }

    @Test
    void directoryAndZipAreReadAlike(@TempDir Path directory) throws IOException {
        Path zip = directory.resolve("bundle.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, byte[]> file : log(600).files().entrySet()) {
                Path path = directory.resolve("log").resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
        for (Path bundle : List.of(zip, directory.resolve("log"))) {
            try (LogFiles files = LogFiles.open(bundle)) {
                assertThat(check(files, Optional.empty()).run()).isEmpty();
            }
        }
    }

    @Test
    void aLogThatContinuesTheHeadSeenBeforeIsGood() throws IOException {
        for (int size : new int[] {0, 1, 256, 300, 600}) {
            assertThat(check(log(600), Optional.of(head(size, 1))).run()).isEmpty();
        }
    }

    @Test
    void aLogThatEndsBeforeTheHeadSeenBeforeIsStale() throws IOException {
        assertFound(check(log(500), Optional.of(head(600, 1))), Kind.STALE, 500);
    }

    @Test
    void aLogWithAnotherPastIsTampered() throws IOException {
        assertFound(check(log(600), Optional.of(head(300, 2))), Kind.TAMPERED, 0);
        Checkpoint other = new Checkpoint("example.com/other", 0, Hash.OF_EMPTY_TREE);
        assertFound(check(log(600), Optional.of(other)), Kind.TAMPERED, 0);
    }

    @Test
    void aKeyNobodyTrustsVouchesForNothingNew() throws IOException {
        MemoryLog log = MemoryLog.of(entries(600, 1), SigningKey.generate(MemoryLog.ORIGIN));

        assertFound(check(log, Optional.empty()), Kind.UNTRUSTED, 0);
        assertFound(check(log, Optional.of(head(300, 1))), Kind.UNTRUSTED, 300);
    }

    @Test
    void whatEntriesMeanIsLookedAtInOrder() throws IOException {
        Finding found = new Finding(Kind.INCOMPLETE, 420, "as an example");
        List<Long> taken = new ArrayList<>();
        LogCheck check = new LogCheck(log(600), TRUSTED, Optional.empty(), (index, entry) -> () -> {
            taken.add(index);
            return index == 420 ? Optional.of(found) : Optional.empty();
        });

        assertThat(check.run()).contains(found);
        assertThat(check.checked()).isEqualTo(421);
        assertThat(taken).isEqualTo(LongStream.rangeClosed(0, 420).boxed().toList());
    }

    @Test
    void whetherAnEntryMayBeGoneIsAskedWhenTheRootHasVouchedForItsHash() throws IOException {
        List<Long> gone = new ArrayList<>();
        EntryCheck mayBeGone = new EntryCheck() {
            @Override
            public Step read(long index, byte[] entry) {
                return Optional::empty;
            }

            @Override
            public Optional<Finding> gone(long index) {
                gone.add(index);
                return Optional.empty();
            }

            @Override
            public Optional<Finding> end() {
                return Optional.of(new Finding(Kind.TAMPERED, gone.get(0), "two are gone"));
            }
        };
        List<byte[]> without = new ArrayList<>(GrownLog.of(600, 3).entries());
        without.replaceAll(entry -> entry.length == 0 ? new byte[1] : entry);
        MemoryLog log = MemoryLog.of(without, KEY);
        without.set(300, new byte[0]);
        without.set(599, new byte[0]);
        for (int from = 0; from < 600; from += 256) {
            TileId id = TileId.inTree(TileId.ENTRIES, from / 256, 600);
            log.files().put(id.path(), EntryBundle.of(without.subList(from, from + id.width())));
        }

        assertFound(new LogCheck(log, TRUSTED, Optional.empty(), mayBeGone), Kind.TAMPERED, 300);
        assertThat(gone).containsExactly(300L, 599L);
        assertFound(check(log, Optional.empty()), Kind.INCOMPLETE, 300);
        log.files().get("tile/0/001")[44 * 32]++;
        gone.clear();
        assertFound(new LogCheck(log, TRUSTED, Optional.empty(), mayBeGone), Kind.TAMPERED, 256);
    }

    @Test
    void aFileLongerThanAnyCanBeIsNotRead() {
        byte[] long1 = new byte[LogFiles.MAX_BYTES];

        assertThatIOException().isThrownBy(() -> LogFiles.bounded(new ByteArrayInputStream(long1)));
    }

    private static void assertFound(LogCheck check, Kind kind, long index) throws IOException {
        assertThat(check.run()).hasValueSatisfying(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.index()).isEqualTo(index);
        });
    }

    private static LogCheck check(LogFiles files, Optional<Checkpoint> seen) {
        return new LogCheck(files, TRUSTED, seen, EntryCheck.NONE);
    }

    private static MemoryLog log(int size) {
        return MemoryLog.of(entries(size, 1), KEY);
    }

    private static List<byte[]> entries(int size, long seed) {
        return GrownLog.of(size, seed).entries();
    }

    private static Checkpoint head(int size, long seed) {
        return new Checkpoint(
                MemoryLog.ORIGIN, size, GrownLog.of(size, seed).edge().root());
    }
}
