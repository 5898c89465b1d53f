package dev.portolan.audit.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.audit.spool.SimulatedDisk.Fault;
import dev.portolan.audit.spool.frame.Kind;
import dev.portolan.audit.spool.frame.SpoolRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The disk fails and the process lives. */
class DiskFaultTest {
    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final Told told = new Told();

    private Spool open() throws IOException {
        return Spool.open(disk, Lives.SMALL, new UUID(0, 1), told);
    }

    private static long event(Spool spool) {
        return spool.append(Kind.EVENT, new byte[40], 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"FORCE", "WRITE"})
    void whatTheDiskFailedOnIsWrittenToAnotherSegment(Fault fault) throws Exception {
        Spool spool = open();
        event(spool);
        spool.turn();
        long first = event(spool);
        long second = event(spool);
        disk.next(fault, 1);

        spool.turn();

        assertThat(told.durable()).isEqualTo(second);
        assertThat(disk.list()).contains(Segment.name(first));
        disk.recover();
        Spool next = open();
        assertThat(next.damage()).isEmpty();
        assertThat(next.reader().read(10, 10_000)).extracting(SpoolRecord::seq).containsExactly(1L, 2L, 3L);
        assertThat(RawSegments.contiguousAndChained(RawSegments.read(disk))).isTrue();
    }

    /** Its pages may be lost though they can be read: it is not written to again, nor kept for other records. */
    @Test
    void aSegmentTheDiskFailedOnIsNotUsedAgain() throws Exception {
        Spool spool = open();
        event(spool);
        spool.turn();
        event(spool);
        disk.next(Fault.FORCE, 1);
        spool.turn();
        int files = disk.list().size();

        spool.acknowledge(1);
        spool.turn();

        assertThat(disk.list()).hasSize(files - 1).doesNotContain(Segment.name(1));
        assertThat(disk.list()).noneMatch(name -> name.startsWith("ready-"));
    }

    @Test
    void aSecondFailureInARowIsTheEnd() throws Exception {
        Spool spool = open();
        event(spool);
        spool.turn();
        event(spool);
        disk.next(Fault.FORCE, 2);

        assertThatThrownBy(spool::turn).isInstanceOf(IOException.class);

        assertThat(told.durable()).isEqualTo(1);
    }

    @Test
    void afterTheEndNothingIsTaken() throws Exception {
        Spool spool = open();
        disk.next(Fault.FORCE, 1_000);
        spool.start();
        event(spool);

        told.awaitDeath();

        assertThat(told.deaths()).containsExactly("the disk failed");
        assertThat(spool.hasRoom()).isFalse();
        assertThat(spool.status().alive()).isFalse();
        assertThatThrownBy(() -> event(spool)).isInstanceOf(SpoolClosed.class);
    }

    @Test
    void aFullDiskRefusesIntentsAndNoOutcome() throws Exception {
        Spool spool = open();
        disk.next(Fault.SPACE, Integer.MAX_VALUE);
        List<Long> open = new ArrayList<>();
        while (spool.hasRoom()) {
            open.add(spool.append(Kind.INTENT, new byte[40], 0));
            spool.turn();
            spool.allocate();
        }
        assertThat(open).hasSizeGreaterThan(3);

        for (long intent : open) {
            spool.append(Kind.OUTCOME, new byte[56], intent);
            spool.turn();
        }

        assertThat(told.durable()).isEqualTo(2L * open.size());
        disk.next(Fault.SPACE, 0);
        assertThat(open().orphans()).isEmpty();
    }

    @Test
    void roomComesBackWithSpaceAndWithAcknowledgement() throws Exception {
        Spool spool = open();
        disk.next(Fault.SPACE, Integer.MAX_VALUE);
        while (spool.hasRoom()) {
            event(spool);
            spool.turn();
            spool.allocate();
        }

        disk.next(Fault.SPACE, 0);
        spool.allocate();
        assertThat(spool.hasRoom()).isTrue();

        for (int segments = 0; segments < 20 || spool.hasRoom(); segments++) {
            if (spool.hasRoom()) {
                event(spool);
            }
            spool.turn();
            spool.allocate();
        }
        assertThat(spool.status().used()).isLessThanOrEqualTo(spool.status().budget());

        spool.acknowledge(told.durable());
        spool.turn();
        assertThat(spool.hasRoom()).isTrue();
    }

    @Test
    void anOpenIntentOutlivesItsSegment() throws Exception {
        Spool spool = open();
        long open = spool.append(Kind.INTENT, "waits".getBytes(), 0);
        LongStream.range(0, 300).forEach(i -> {
            event(spool);
            turn(spool);
            spool.allocate();
            spool.acknowledge(told.durable());
        });
        assertThat(disk.list()).doesNotContain(Segment.name(1));

        Spool next = open();

        assertThat(next.orphans()).singleElement().satisfies(orphan -> {
            assertThat(orphan.seq()).isEqualTo(open);
            assertThat(new String(orphan.bytes())).isEqualTo("waits");
        });
        next.append(Kind.OUTCOME, new byte[1], open);
        next.turn();
        assertThat(open().orphans()).isEmpty();
    }

    private static void turn(Spool spool) {
        try {
            spool.turn();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
