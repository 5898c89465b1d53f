package dev.portolan.audit.event.flood;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static long admitted(Window window, String address, int times) {
        return IntStream.range(0, times)
                .filter(i -> window.admits(window.network(address)))
                .count();
    }

    @Test
    void theFirstOfEachNetworkAreAdmitted() {
        Window window = new Window(3, 100);

        assertThat(admitted(window, "192.0.2.1", 2)).isEqualTo(2);
        assertThat(admitted(window, "192.0.2.200", 5)).isEqualTo(1);
        assertThat(admitted(window, "198.51.100.1", 5)).isEqualTo(3);
        window.end();
        assertThat(admitted(window, "192.0.2.1", 5)).isEqualTo(3);
    }

    @Test
    void networksBeyondTheirBoundAreOne() {
        Window window = new Window(1, 2);

        assertThat(admitted(window, "10.0.0.1", 1)).isEqualTo(1);
        assertThat(admitted(window, "10.0.1.1", 1)).isEqualTo(1);

        assertThat(window.network("10.0.1.9")).isEqualTo("10.0.1.0/24");
        assertThat(window.network("10.0.2.1")).isEmpty();
        assertThat(admitted(window, "10.0.2.1", 1)).isEqualTo(1);
        assertThat(admitted(window, "10.0.3.1", 1)).isZero();
    }
}
