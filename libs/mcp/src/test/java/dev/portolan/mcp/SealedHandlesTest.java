package dev.portolan.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedHandlesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final byte[] PAYLOAD = "page 2".getBytes(StandardCharsets.UTF_8);

    private static SealedHandles handles(Instant now, int... keys) {
        return new SealedHandles(
                java.util.Arrays.stream(keys).mapToObj(SealedHandlesTest::key).toList(),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) fill);
        return key;
    }

    @Test
    void opensForItsPrincipalAndPurposeOnly() {
        String handle = handles(NOW, 1).seal("cursor", "alice", PAYLOAD, Duration.ofMinutes(5));

        assertThat(handles(NOW, 1).open("cursor", "alice", handle)).contains(PAYLOAD);
        assertThat(handles(NOW, 1).open("cursor", "bob", handle)).isEmpty();
        assertThat(handles(NOW, 1).open("session", "alice", handle)).isEmpty();
        assertThat(handles(NOW, 1).open("cursora", "lice", handle)).isEmpty();
    }

    @Test
    void expires() {
        String handle = handles(NOW, 1).seal("cursor", "alice", PAYLOAD, Duration.ofMinutes(5));

        assertThat(handles(NOW.plusSeconds(299), 1).open("cursor", "alice", handle))
                .isPresent();
        assertThat(handles(NOW.plusSeconds(301), 1).open("cursor", "alice", handle))
                .isEmpty();
    }

    @Test
    void everyAlteredByteIsNoticed() {
        String handle = handles(NOW, 1).seal("cursor", "alice", PAYLOAD, Duration.ofMinutes(5));
        for (int i = 0; i < handle.length(); i++) {
            char other = handle.charAt(i) == 'A' ? 'B' : 'A';
            String altered = handle.substring(0, i) + other + handle.substring(i + 1);
            assertThat(handles(NOW, 1).open("cursor", "alice", altered)).isEmpty();
        }
        assertThat(handles(NOW, 1).open("cursor", "alice", handle + "=")).isEmpty();
        assertThat(handles(NOW, 1).open("cursor", "alice", handle + "==")).isEmpty();
        assertThat(handles(NOW, 1).open("cursor", "alice", "")).isEmpty();
        assertThat(handles(NOW, 1).open("cursor", "alice", "not base64!")).isEmpty();
    }

    @Test
    void keysRotate() {
        String old = handles(NOW, 1).seal("cursor", "alice", PAYLOAD, Duration.ofMinutes(5));

        assertThat(handles(NOW, 2, 1).open("cursor", "alice", old)).isPresent();
        assertThat(handles(NOW, 2).open("cursor", "alice", old)).isEmpty();
    }

    @Test
    void refusesWeakKeys() {
        assertThatThrownBy(() -> new SealedHandles(List.of(new byte[16]), Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SealedHandles(List.of(), Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
