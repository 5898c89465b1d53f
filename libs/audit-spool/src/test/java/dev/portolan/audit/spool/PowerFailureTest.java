package dev.portolan.audit.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The power fails at every operation on the disk in turn. */
class PowerFailureTest {
    private static final int STEPS = 200;

    @ParameterizedTest
    @MethodSource("seeds")
    void whatWasDurableIsFoundAgain(long seed) throws IOException {
        int points = operations(seed);
        assertThat(points).isGreaterThan(50);
        for (int point = 1; point <= points; point++) {
            SimulatedDisk disk = new SimulatedDisk(seed * 1_000_003 + point);
            Lives lives = new Lives(disk, seed);
            disk.failAt(point);
            lives.live(STEPS);
            disk.failAt(disk.operations() + 1 + point % 50);
            lives.live(STEPS);
            assertThat(lives.live(STEPS)).isTrue();
            assertThat(lives.live(0)).isTrue();
        }
    }

    /** Control: on a disk that does not force, the same test finds losses; so it would find ours. */
    @Test
    void aDiskThatDoesNotForceIsFoundOut() throws IOException {
        int foundOut = 0;
        int points = operations(1);
        for (int point = 1; point <= points; point++) {
            SimulatedDisk disk = new SimulatedDisk(point, false);
            Lives lives = new Lives(disk, 1);
            disk.failAt(point);
            try {
                lives.live(STEPS);
                lives.live(STEPS);
            } catch (AssertionError loss) {
                foundOut++;
            }
        }
        assertThat(foundOut).isGreaterThan(points / 4);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("spool.seeds", 3));
    }

    private static int operations(long seed) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(seed);
        new Lives(disk, seed).live(STEPS);
        return disk.operations();
    }
}
