package dev.portolan.audit.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.audit.spool.disk.SlotFile;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A file that is replaced as a whole, whatever happens to the disk. */
class SlotFileTest {
    private static final String NAME = "counts";
    private static final int LONGEST = 3 * SimulatedDisk.SECTOR;

    private static byte[] text(int version) {
        return ("version " + version + " ").repeat(1 + version % 100).getBytes();
    }

    private static byte[] content(SimulatedDisk disk) throws IOException {
        try (SlotFile file = SlotFile.open(disk, NAME, LONGEST)) {
            return file.content();
        }
    }

    @Test
    void whatWasPutThereLastIsThere() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(1);

        assertThat(content(disk)).isEmpty();
        for (int version = 1; version < 5; version++) {
            try (SlotFile file = SlotFile.open(disk, NAME, LONGEST)) {
                file.replace(text(10 * version));
                file.replace(text(version));
                assertThat(file.content()).isEqualTo(text(version));
            }
            assertThat(content(disk)).isEqualTo(text(version));
        }
    }

    /** The power fails at every operation in turn. */
    @Test
    void aCrashLeavesWhatWasThereOrWhatWasToBeThere() throws IOException {
        boolean over = false;
        for (int point = 1; !over; point++) {
            SimulatedDisk disk = new SimulatedDisk(point);
            disk.failAt(point);
            int done = 0;
            try (SlotFile file = SlotFile.open(disk, NAME, LONGEST)) {
                while (done < 6) {
                    file.replace(text(done + 1));
                    done++;
                }
                over = true;
            } catch (SimulatedDisk.PowerFailure gone) {
                disk.recover();
            }
            assertThat(content(disk)).isIn(done == 0 ? new byte[0] : text(done), text(done + 1));
        }
    }

    /** Control: on a disk that does not force, what was put there is not there after a crash. */
    @Test
    void aDiskThatDoesNotForceIsFoundOut() throws IOException {
        int lost = 0;
        for (int seed = 0; seed < 20; seed++) {
            SimulatedDisk disk = new SimulatedDisk(seed, false);
            try (SlotFile file = SlotFile.open(disk, NAME, LONGEST)) {
                file.replace(text(1));
            }
            disk.recover();
            lost += content(disk).length == 0 ? 1 : 0;
        }

        assertThat(lost).isGreaterThan(5);
    }

    @Test
    void aSlotThatIsNotWhatWasWrittenIsPassedOver() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(3);
        try (SlotFile file = SlotFile.open(disk, NAME, LONGEST)) {
            file.replace(text(1));
            file.replace(text(2));
        }

        for (int at : new int[] {8, 15, 23, 24, 30}) {
            disk.content(NAME)[at] ^= 1;
            assertThat(content(disk)).isEqualTo(text(1));
            disk.content(NAME)[at] ^= 1;
        }
        assertThat(content(disk)).isEqualTo(text(2));
    }

    @Test
    void aFullDiskKeepsNothingOut() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(4);
        try (SlotFile file = SlotFile.open(disk, NAME, LONGEST)) {
            disk.next(SimulatedDisk.Fault.SPACE, Integer.MAX_VALUE);
            file.replace(text(1));
            file.replace(text(2));
        }
        assertThat(content(disk)).isEqualTo(text(2));
    }

    @Test
    void afterAFailureItIsOneOrTheOtherAndCanBeTriedAgain() throws IOException {
        for (SimulatedDisk.Fault fault :
                new SimulatedDisk.Fault[] {SimulatedDisk.Fault.WRITE, SimulatedDisk.Fault.FORCE}) {
            SimulatedDisk disk = new SimulatedDisk(5);
            try (SlotFile file = SlotFile.open(disk, NAME, LONGEST)) {
                file.replace(text(1));
                for (int i = 0; i < 3; i++) {
                    disk.next(fault, 1);
                    assertThatThrownBy(() -> file.replace(text(2))).isInstanceOf(IOException.class);
                }
                assertThat(file.content()).isEqualTo(text(1));
                disk.recover();
                assertThat(content(disk)).isIn(text(1), text(2));
                file.replace(text(3));
            }
            assertThat(content(disk)).isEqualTo(text(3));
        }
    }

    @Test
    void aFileThatIsTooShortGrowsAndKeepsWhatIsThere() throws IOException {
        for (int point = 1; point < 30; point++) {
            SimulatedDisk disk = new SimulatedDisk(6 + point);
            try (SlotFile file = SlotFile.open(disk, NAME, LONGEST)) {
                file.replace(text(7));
                assertThatThrownBy(() -> file.replace(new byte[100_000])).isInstanceOf(IllegalArgumentException.class);
            }

            disk.failAt(disk.operations() + point);
            try (SlotFile file = SlotFile.open(disk, NAME, 100_000)) {
                assertThat(file.content()).isEqualTo(text(7));
            } catch (SimulatedDisk.PowerFailure gone) {
                disk.recover();
            }

            disk.failAt(Integer.MAX_VALUE);
            try (SlotFile file = SlotFile.open(disk, NAME, 100_000)) {
                assertThat(file.content()).isEqualTo(text(7));
                file.replace(new byte[100_000]);
            }
            assertThat(disk.list()).containsExactly(NAME);
            assertThat(content(disk)).hasSize(100_000);
        }
    }

    @Test
    void aFileThatWasDeletedIsMadeAgain() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(7);
        try (SlotFile file = SlotFile.open(disk, NAME, LONGEST)) {
            file.replace(text(1));
            disk.remove(NAME);
            file.replace(text(2));
        }
        assertThat(content(disk)).isEqualTo(text(2));
    }
}
