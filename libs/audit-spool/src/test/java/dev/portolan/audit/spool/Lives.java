package dev.portolan.audit.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.spool.frame.Kind;
import dev.portolan.audit.spool.frame.SpoolRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A spool on a simulated disk through several lives, each ended by a power failure, and what its user knows: what was
 * handed in, and what was said to be durable. On one thread, so that a seed decides everything.
 */
final class Lives {
    static final SpoolSettings SMALL = new SpoolSettings(6_144, 10 * 6_144, 2, 64, 16, 1_024, 64, Duration.ZERO);

    private record Taken(Kind kind, long intent, String text) {}

    private final SimulatedDisk disk;
    private final Random random;
    private final Map<Long, Taken> taken = new TreeMap<>();
    private long told;
    private int life;
    private Spool spool;
    private SpoolReader reader;

    Lives(SimulatedDisk disk, long seed) {
        this.disk = disk;
        this.random = new Random(seed);
    }

    /** One life; ends orderly, or by the power failure that the disk was told. @return whether it ended orderly */
    boolean live(int steps) throws IOException {
        try {
            spool = open();
            check();
            for (int i = 0; i < steps; i++) {
                step();
            }
            return true;
        } catch (SimulatedDisk.PowerFailure end) {
            disk.recover();
            return false;
        }
    }

    /** What the next process finds is what this one was promised. */
    void check() throws IOException {
        long last = spool.status().last();
        assertThat(last).as("last record found").isGreaterThanOrEqualTo(told);
        taken.keySet().removeIf(seq -> seq > last);
        told = last;
        assertThat(spool.damage()).isEmpty();
        assertThat(orphans()).as("open intents").isEqualTo(unended());
        SpoolReader fresh = spool.reader();
        long from = fresh.position();
        Map<Long, String> expected = new TreeMap<>();
        taken.forEach((seq, record) -> {
            if (seq >= from) {
                expected.put(seq, record.text());
            }
        });
        Map<Long, String> found = new TreeMap<>();
        for (List<SpoolRecord> some = fresh.read(7, 300); !some.isEmpty(); some = fresh.read(7, 300)) {
            some.forEach(record -> found.put(record.seq(), text(record)));
        }
        assertThat(found).as("what is read").isEqualTo(expected);
        reader = spool.reader();
        chained();
    }

    private void chained() {
        try {
            assertThat(RawSegments.contiguousAndChained(RawSegments.read(disk))).isTrue();
        } catch (Exception broken) {
            throw new AssertionError("the segments cannot be read", broken);
        }
    }

    private Spool open() throws IOException {
        life++;
        return Spool.open(disk, SMALL, new UUID(0, life), new Spool.Follower() {
            @Override
            public void durable(long seq, long nanos) {
                told = seq;
            }

            @Override
            public void dead(String why) {
                throw new AssertionError(why);
            }
        });
    }

    private void step() throws IOException {
        switch (random.nextInt(8)) {
            case 0, 1 -> append(Kind.INTENT, 0);
            case 2 -> append(Kind.EVENT, 0);
            case 3, 4 -> end();
            case 5 -> spool.allocate();
            case 6 -> relay();
            default -> spool.turn();
        }
    }

    private void append(Kind kind, long intent) {
        if (kind != Kind.OUTCOME && !spool.hasRoom()) {
            return;
        }
        String text = kind + "-" + life + "-" + "x".repeat(random.nextInt(40));
        long seq = spool.append(kind, text.getBytes(StandardCharsets.UTF_8), intent);
        taken.put(seq, new Taken(kind, intent, text));
    }

    private void end() {
        List<Long> open = new ArrayList<>(unended().keySet());
        if (!open.isEmpty()) {
            append(Kind.OUTCOME, open.get(random.nextInt(open.size())));
        }
    }

    /** Delivers some, and acknowledges what was delivered: never more than was said to be durable. */
    private void relay() throws IOException {
        for (SpoolRecord record : reader.read(1 + random.nextInt(20), 10_000)) {
            assertThat(record.seq()).isLessThanOrEqualTo(told);
            assertThat(text(record)).isEqualTo(taken.get(record.seq()).text());
        }
        spool.acknowledge(reader.position() - 1);
    }

    private Map<Long, String> unended() {
        Map<Long, String> open = new TreeMap<>();
        taken.forEach((seq, record) -> {
            if (record.kind() == Kind.INTENT) {
                open.put(seq, record.text());
            }
        });
        taken.values().forEach(record -> open.remove(record.intent()));
        return open;
    }

    private Map<Long, String> orphans() {
        return spool.orphans().stream()
                .collect(Collectors.toMap(SpoolRecord::seq, Lives::text, (a, b) -> a, TreeMap::new));
    }

    private static String text(SpoolRecord record) {
        return new String(record.bytes(), StandardCharsets.UTF_8);
    }
}
