package dev.portolan.audit.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.spool.frame.Frame;
import dev.portolan.audit.spool.frame.Kind;
import dev.portolan.audit.spool.frame.SpoolRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the disk held is not what it holds: nothing is cut that was durable, and what is lost is named exactly. */
class DamageTest {
    private static final int LENGTH = Frame.lengthOf(40);
    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final Told told = new Told();

    /** Records of one length, each in a batch of its own. */
    private Spool filled(int records) throws IOException {
        Spool spool = open();
        for (int i = 0; i < records; i++) {
            spool.append(Kind.EVENT, new byte[40], 0);
            spool.turn();
            spool.allocate();
        }
        return spool;
    }

    private Spool open() throws IOException {
        return Spool.open(disk, Lives.SMALL, new UUID(0, 1), told);
    }

    private void flip(long segment, int record) {
        disk.content(Segment.name(segment))[4_096 + record * LENGTH + 80] ^= 1;
    }

    private static List<Long> read(Spool spool) throws IOException {
        return spool.reader().read(1_000, 1_000_000).stream()
                .filter(record -> record.kind() != Kind.LOST)
                .map(SpoolRecord::seq)
                .toList();
    }

    private static List<Long> allBut(long last, Long... without) {
        return LongStream.rangeClosed(1, last)
                .boxed()
                .filter(seq -> !List.of(without).contains(seq))
                .toList();
    }

    @Test
    void aFlippedBitInASealedSegmentCostsOneRecord() throws IOException {
        filled(60);
        flip(1, 4);

        Spool next = open();

        assertThat(next.damage()).containsExactly(new Damage(Damage.Kind.MISSING, 5, 5));
        assertThat(read(next)).isEqualTo(allBut(60, 5L));
    }

    @Test
    void damageBeforeTheTailIsNotTakenForATornTail() throws IOException {
        filled(10);
        flip(1, 3);

        Spool next = open();

        assertThat(next.damage()).containsExactly(new Damage(Damage.Kind.MISSING, 4, 4));
        assertThat(next.status().last()).isEqualTo(10);
        assertThat(read(next)).isEqualTo(allBut(10, 4L));
    }

    /** Its last sectors were on the disk, one in the middle was not: none of it was ever said to be durable. */
    @Test
    void aHoleInTheLastBatchIsATornTail() throws IOException {
        Spool spool = filled(3);
        for (int i = 0; i < 5; i++) {
            spool.append(Kind.EVENT, new byte[40], 0);
        }
        spool.turn();
        flip(1, 4);

        Spool next = open();

        assertThat(next.damage()).isEmpty();
        assertThat(next.status().last()).isEqualTo(4);
        assertThat(disk.content(Segment.name(1))).hasSize(4_096 + 4 * LENGTH);
    }

    @Test
    void whatWasAcknowledgedWasDurable() throws IOException {
        Spool spool = filled(8);
        spool.acknowledge(8);
        spool.turn();
        flip(1, 7);

        Spool next = open();

        assertThat(next.damage()).containsExactly(new Damage(Damage.Kind.MISSING, 8, 8));
        assertThat(next.append(Kind.EVENT, new byte[1], 0)).isEqualTo(9);
    }

    @Test
    void aLostSegmentIsNamed() throws IOException {
        filled(60);
        List<String> segments = segments();
        assertThat(segments).hasSize(4);
        disk.remove(segments.get(1));
        long first = Segment.firstOf(segments.get(1)).orElseThrow();
        long end = Segment.firstOf(segments.get(2)).orElseThrow() - 1;

        Spool next = open();

        assertThat(next.damage()).containsExactly(new Damage(Damage.Kind.MISSING, first, end));
        assertThat(read(next)).hasSize((int) (60 - (end - first + 1)));
    }

    @Test
    void aSegmentCutShortIsNamed() throws IOException {
        filled(60);
        try (var file = disk.open(Segment.name(1))) {
            file.truncate(4_096 + 6 * LENGTH + 10);
        }

        Spool next = open();

        assertThat(next.damage()).singleElement().satisfies(lost -> {
            assertThat(lost.first()).isEqualTo(7);
            assertThat(disk.list()).contains(Segment.name(lost.last() + 1));
        });
    }

    @Test
    void theReaderPutsSomethingInThePlaceOfWhatIsLost() throws IOException {
        filled(60);
        disk.remove(Segment.name(Segment.firstOf(segments().get(1)).orElseThrow()));
        flip(1, 4);
        SpoolReader reader = open().reader();

        List<SpoolRecord> all = new ArrayList<>();
        for (List<SpoolRecord> some = reader.read(3, 100); !some.isEmpty(); some = reader.read(3, 100)) {
            all.addAll(some);
        }

        assertThat(all).extracting(SpoolRecord::seq).isEqualTo(allBut(60));
        assertThat(all.get(4).kind()).isEqualTo(Kind.LOST);
        assertThat(all).filteredOn(record -> record.kind() == Kind.LOST).hasSizeBetween(10, 30);
    }

    private List<String> segments() {
        return disk.list().stream().filter(name -> name.endsWith(".segment")).toList();
    }

    /** Whoever changes a record and mends its checksum has the chain against him. */
    @Test
    void anAlteredRecordIsNamed() throws IOException {
        filled(10);
        byte[] content = disk.content(Segment.name(1));
        ByteBuffer old = ByteBuffer.wrap(content);
        Frame frame = Frame.get(old, 4_096 + 2 * LENGTH, 64);
        byte[] other = "x".repeat(40).getBytes();
        SpoolRecord forged = new SpoolRecord(3, Kind.EVENT, 0, other);
        Frame.put(old.position(4_096 + 2 * LENGTH), forged, frame.durable(), frame.previous());

        Spool next = open();

        assertThat(next.damage()).containsExactly(new Damage(Damage.Kind.ALTERED, 3, 3));
    }

    @Test
    void aDamagedSegmentIsKeptForAPersonToLookAt() throws IOException {
        filled(60);
        flip(1, 4);
        Spool next = open();

        next.acknowledge(60);
        next.turn();

        assertThat(disk.list()).contains(Segment.name(1) + ".damaged").doesNotContain(Segment.name(1));
    }

    @Test
    void everySingleBitOfASealedSegmentIsWatched() throws IOException {
        filled(60);
        byte[] content = disk.content(Segment.name(1));
        int end = 4_096 + 17 * LENGTH;
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            int at = 4_096 + random.nextInt(end - 4_096);
            byte bit = (byte) (1 << random.nextInt(8));
            content[at] ^= bit;
            Recovery found = Recovery.of(disk, Lives.SMALL, 0);
            long hit = 1 + (at - 4_096) / LENGTH;
            assertThat(found.damage()).containsExactly(new Damage(Damage.Kind.MISSING, hit, hit));
            content[at] ^= bit;
        }
    }
}
