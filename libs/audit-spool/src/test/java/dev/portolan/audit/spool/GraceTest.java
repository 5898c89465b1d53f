package dev.portolan.audit.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.spool.frame.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GraceTest {

    @Test
    void whatIsAcknowledgedIsKeptForItsTime() {
        Grace grace = new Grace(6_400);

        assertThat(grace.over(10, 0)).isZero();
        assertThat(grace.over(20, 3_000)).isZero();
        assertThat(grace.over(30, 6_399)).isZero();
        assertThat(grace.over(30, 6_400)).isEqualTo(10);
        assertThat(grace.over(30, 9_400)).isEqualTo(20);
        assertThat(grace.over(30, 12_799)).isEqualTo(30);
        assertThat(grace.over(40, 13_000)).isEqualTo(30);
    }

    @Test
    void withoutGraceItMayGoAtOnce() {
        assertThat(new Grace(0).over(10, 0)).isEqualTo(10);
    }

    /** Twelve segments are three quarters of the budget: all that is acknowledged beyond one quarter goes. */
    @Test
    void roomGoesBeforeGrace() throws IOException {
        SpoolSettings settings = new SpoolSettings(6_144, 40 * 6_144, 2, 64, 16, 1_024, 1_000, Duration.ofDays(1));
        try (Spool spool = Spool.open(new SimulatedDisk(1), settings, UUID.randomUUID(), new Told())) {
            for (int i = 0; i < 400; i++) {
                spool.append(Kind.EVENT, "x".repeat(60).getBytes(), 0);
                spool.turn();
            }
            long all = spool.status().used();
            assertThat(all).isGreaterThan(settings.budget() / 4);
            spool.acknowledge(spool.durable());
            for (int i = 0; i < 40; i++) {
                spool.turn();
            }

            assertThat(spool.status().used()).isBetween(settings.segment() * 5, settings.budget() / 4);
            assertThat(spool.reader().position()).isEqualTo(401);
        }
    }
}
