package dev.portolan.tlog.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.EntryBundle;
import dev.portolan.tlog.SigningKey;
import dev.portolan.tlog.TileId;
import dev.portolan.tlog.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Stored data changed at random, with a fixed seed: each change is found, and the first entry that is no longer vouched
 * for is named. {@code -Dtlog.mutations=10000} is the long run.
 */
class MutationTest {

    private static final int MUTATIONS = Integer.getInteger("tlog.mutations", 2000);
    private static final int SIZE = 700;
    private static final int SEEN = 300;
    private static final SigningKey KEY = SigningKey.generate(MemoryLog.ORIGIN);
    private static final List<VerifierKey> TRUSTED = List.of(KEY.verifier());

    private final Random random = new Random(20);
    private final List<byte[]> entries = entries();
    private final MemoryLog good = MemoryLog.of(entries, KEY);
    private final Checkpoint seen = head(MemoryLog.of(entries.subList(0, SEEN), KEY));
    private final Map<Mutation, Integer> done = new EnumMap<>(Mutation.class);

    private enum Mutation {
        FLIP_ENTRY,
        FLIP_HASH,
        FLIP_CHECKPOINT,
        DELETE_ENTRY,
        EMPTY_ENTRY,
        INSERT_ENTRY,
        SWAP_ENTRIES,
        TRUNCATE_FILE,
        DELETE_FILE,
        SWAP_FILES,
        REWRITE_WITHOUT_KEY,
        RESIGN_WITH_ANOTHER_KEY,
        REPLAY_OLD_HEAD
    }

    @Test
    void everyChangeIsFoundAndNamed() throws IOException {
        assertThat(found(good)).isEmpty();
        for (int i = 0; i < MUTATIONS; i++) {
            Mutation mutation = Mutation.values()[i % Mutation.values().length];
            MemoryLog log = good.copy();
            long first = mutate(log, mutation);

            assertThat(found(log)).as("%s, change %d", mutation, i).hasValueSatisfying(finding -> assertThat(
                            finding.index())
                    .as("%s: %s", mutation, finding)
                    .isEqualTo(first));
            done.merge(mutation, 1, Integer::sum);
        }
        assertThat(done).hasSize(Mutation.values().length);
    }

    /** Changes the log and answers which entry must be named. */
    private long mutate(MemoryLog log, Mutation mutation) {
        int at = random.nextInt(SIZE);
        return switch (mutation) {
            case FLIP_ENTRY -> inBundle(log, at, list -> list.set(at % 256, flipped(list.get(at % 256))));
            case DELETE_ENTRY -> inBundle(log, at, list -> list.remove(at % 256));
            case EMPTY_ENTRY -> inBundle(log, at, list -> list.set(at % 256, new byte[0]));
            case INSERT_ENTRY -> inBundle(log, at, list -> list.add(at % 256, new byte[] {1}));
            case SWAP_ENTRIES -> swapEntries(log, at);
            case FLIP_HASH -> flipHash(log);
            case FLIP_CHECKPOINT -> flipCheckpoint(log);
            case TRUNCATE_FILE ->
                truncate(log, tiles(log).get(random.nextInt(tiles(log).size())));
            case DELETE_FILE -> delete(log, new ArrayList<>(log.files().keySet()));
            case SWAP_FILES -> swapFiles(log);
            case REWRITE_WITHOUT_KEY -> rewrite(log, at, false);
            case RESIGN_WITH_ANOTHER_KEY -> rewrite(log, at, true);
            case REPLAY_OLD_HEAD -> replay(log, random.nextInt(SEEN));
        };
    }

    private interface Change {
        void on(List<byte[]> bundle);
    }

    private static long inBundle(MemoryLog log, int at, Change change) {
        String path = TileId.inTree(TileId.ENTRIES, at / 256, SIZE).path();
        List<byte[]> bundle = EntryBundle.entries(bytes(log, path));
        change.on(bundle);
        log.files().put(path, EntryBundle.of(bundle));
        return at;
    }

    private long swapEntries(MemoryLog log, int at) {
        int from = at / 256 * 256;
        int other = from + random.nextInt(Math.min(256, SIZE - from));
        if (other == at) {
            return inBundle(log, at, list -> list.remove(at % 256));
        }
        inBundle(log, at, list -> Collections.swap(list, at % 256, other % 256));
        return Math.min(at, other);
    }

    private long flipHash(MemoryLog log) {
        List<String> tiles =
                tiles(log).stream().filter(path -> !path.contains("entries")).toList();
        TileId tile = TileId.parse(tiles.get(random.nextInt(tiles.size())));
        int hash = random.nextInt(tile.width());
        byte[] hashes = bytes(log, tile.path()).clone();
        hashes[hash * 32 + random.nextInt(32)] ^= (byte) (1 << random.nextInt(8));
        log.files().put(tile.path(), hashes);
        return tile.firstEntry() + ((long) hash << 8 * tile.level());
    }

    /**
     * A flip in the size may claim fewer or more entries, which is found where tiles of that width should be; any other
     * makes the head worthless, and then the one seen before vouches as far as it goes.
     */
    private long flipCheckpoint(MemoryLog log) {
        byte[] note = flipped(bytes(log, LogFiles.CHECKPOINT));
        log.files().put(LogFiles.CHECKPOINT, note);
        return finding(log).index();
    }

    private long truncate(MemoryLog log, String path) {
        TileId tile = TileId.parse(path);
        byte[] whole = bytes(log, path);
        byte[] part = Arrays.copyOf(whole, random.nextInt(whole.length));
        log.files().put(path, part);
        if (tile.level() == TileId.ENTRIES) {
            return tile.firstEntry() + EntryBundle.entries(part).size();
        }
        return tile.firstEntry() + ((long) (part.length / 32) << 8 * tile.level());
    }

    private long delete(MemoryLog log, List<String> paths) {
        String path = paths.get(random.nextInt(paths.size()));
        log.files().remove(path);
        return path.equals(LogFiles.CHECKPOINT) ? 0 : TileId.parse(path).firstEntry();
    }

    private long swapFiles(MemoryLog log) {
        String kind = random.nextBoolean() ? "tile/0/" : "tile/entries/";
        byte[] first = bytes(log, kind + "000");
        log.files().put(kind + "000", bytes(log, kind + "001"));
        log.files().put(kind + "001", first);
        return 0;
    }

    /** Someone who has everything but the key: entries, tiles and root agree with each other. */
    private long rewrite(MemoryLog log, int at, boolean sign) {
        List<byte[]> other = new ArrayList<>(entries);
        other.set(at, flipped(other.get(at)));
        MemoryLog rewritten = MemoryLog.of(other, SigningKey.generate(MemoryLog.ORIGIN));
        byte[] note = bytes(sign ? rewritten : good, LogFiles.CHECKPOINT);
        log.files().putAll(rewritten.files());
        log.files().put(LogFiles.CHECKPOINT, note);
        // the head that was seen before tells on which side of it
        return at < SEEN ? 0 : SEEN;
    }

    private long replay(MemoryLog log, int size) {
        log.files().clear();
        log.files().putAll(MemoryLog.of(entries.subList(0, size), KEY).files());
        return size;
    }

    private byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    private Finding finding(MemoryLog log) {
        try {
            return found(log).orElseThrow(() -> new AssertionError("not found"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Optional<Finding> found(MemoryLog log) throws IOException {
        return new LogCheck(log, TRUSTED, Optional.of(seen), EntryCheck.NONE).run();
    }

    private static List<String> tiles(MemoryLog log) {
        return log.files().keySet().stream()
                .filter(path -> !path.equals(LogFiles.CHECKPOINT))
                .toList();
    }

    private static byte[] bytes(MemoryLog log, String path) {
        return log.read(path).orElseThrow();
    }

    private static Checkpoint head(MemoryLog log) {
        String note = new String(bytes(log, LogFiles.CHECKPOINT), StandardCharsets.UTF_8);
        return Checkpoint.parse(note.substring(0, note.indexOf("\n\n") + 1));
    }

    private List<byte[]> entries() {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            byte[] entry = new byte[8 + random.nextInt(100)];
            random.nextBytes(entry);
            all.add(entry);
        }
        return all;
    }
}
