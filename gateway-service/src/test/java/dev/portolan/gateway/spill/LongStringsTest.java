package dev.portolan.gateway.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongStringsTest {
    private static final int ROOM = 8 * 1024 * 1024;

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private LongAnswers longAnswers;
    private LongStrings strings;

    /** What is configured here. */
    private record Configured(Optional<Path> directory) implements LongAnswersConfig {
        @Override
        public MemorySize inMemory() {
            return bytes(1_000);
        }

        @Override
        public MemorySize longestInMemory() {
            return bytes(2_000);
        }

        @Override
        public MemorySize longestString() {
            return bytes(10);
        }

        @Override
        public MemorySize room() {
            return bytes(ROOM);
        }

        @Override
        public Duration stall() {
            return Duration.ofSeconds(20);
        }

        private static MemorySize bytes(long count) {
            return new MemorySize(BigInteger.valueOf(count));
        }
    }

    @BeforeEach
    void open() throws Exception {
        LongAnswersConfig config = new Configured(Optional.of(directory));
        longAnswers = new LongAnswers(new SpillRoom(config, vertx, meters), vertx, config);
        strings = on(() -> Future.succeededFuture(longAnswers.open()));
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        strings.close();
        assertThat(meters.get("gateway.long.answers.disk").gauge().value()).isZero();
        Awaitility.await().until(() -> {
            try (Stream<Path> left = Files.list(directory)) {
                return left.findAny().isEmpty();
            }
        });
        vertx.close();
    }

    private <T> T on(Supplier<Future<T>> step) throws Exception {
        CompletableFuture<T> over = new CompletableFuture<>();
        vertx.getOrCreateContext().runOnContext(now -> {
            try {
                step.get().onSuccess(over::complete).onFailure(over::completeExceptionally);
            } catch (RuntimeException thrown) {
                over.completeExceptionally(thrown);
            }
        });
        return over.get(30, TimeUnit.SECONDS);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private String poured(String json) throws Exception {
        Buffer whole = Buffer.buffer();
        on(() -> strings.pour(ascii(json), part -> {
            whole.appendBuffer(part);
            return Future.succeededFuture();
        }));
        assertThat((long) whole.length()).isEqualTo(strings.lengthOf(ascii(json)));
        return whole.toString();
    }

    @Test
    void stringsComeBackWhereTheirMarksAre() throws Exception {
        Random random = new Random(3);
        StringBuilder first = new StringBuilder();
        while (first.length() < ROOM / 2) {
            first.append((char) ('a' + random.nextInt(26)));
        }
        byte[] bytes = ascii(first.toString());
        String marks = on(() -> {
            for (int at = 0; at < bytes.length; at += 7_001) {
                strings.part(bytes, at, Math.min(bytes.length, at + 7_001));
            }
            String one = strings.end();
            strings.part(ascii("second"), 0, 6);
            String json = "[\"" + one + "\",\"" + strings.end() + "\",\"" + one + "\",1]";
            return strings.written().map(json);
        });

        assertThat(strings.isIn(ascii(marks))).isTrue();
        assertThat(strings.fits(ascii(marks))).isTrue();
        assertThat(poured(marks)).isEqualTo("[\"" + first + "\",\"second\",\"" + first + "\",1]");
        assertThat(poured("{}")).isEqualTo("{}");
    }

    @Test
    void aMarkThatIsNoWholeStringDoesNotFit() throws Exception {
        String mark = on(() -> {
            strings.part(ascii("text"), 0, 4);
            return Future.succeededFuture(strings.end());
        });

        assertThat(strings.fits(ascii("[\"" + mark + "\"]"))).isTrue();
        assertThat(strings.fits(ascii("[\"big+" + mark + "\"]"))).isFalse();
        assertThat(strings.fits(ascii("[\"" + mark + "/x\"]"))).isFalse();
        assertThat(strings.fits(ascii("[\"{\\\"a\\\":\\\"" + mark + "\\\"}\"]")))
                .isFalse();
        assertThat(strings.isIn(ascii("[\"portolan-0\"]"))).isFalse();
    }

    @Test
    void whatFindsNoRoomIsRefused() {
        byte[] most = new byte[ROOM];

        assertThatThrownBy(() -> on(() -> {
                    strings.part(most, 0, most.length);
                    strings.part(most, 0, 1);
                    return Future.succeededFuture();
                }))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LongStrings.NoRoom.class);
    }

    @Test
    void whatWasGivenUpIsNotRead() throws Exception {
        String mark = on(() -> {
            strings.part(ascii("text"), 0, 4);
            String one = strings.end();
            return strings.written().map(one);
        });
        strings.close();

        assertThatThrownBy(() -> poured("[\"" + mark + "\"]")).hasMessageContaining("given up");
    }
}
