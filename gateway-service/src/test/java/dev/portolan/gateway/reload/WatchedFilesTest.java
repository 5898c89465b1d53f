package dev.portolan.gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFilesTest {
    private static final FileFormat<List<String>> WORDS = WatchedFilesTest::words;

    @TempDir
    Path directory;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final WatchedFiles files = new WatchedFiles(metrics);

    @AfterEach
    void stop() {
        files.close();
    }

    @Test
    void aChangeComesIntoForceByItself() throws IOException {
        // given
        WatchedFile<List<String>> watched = watch("words: [a]");

        // when
        write("words: [b]");

        // then
        await().untilAsserted(() -> assertThat(watched.current()).containsExactly("b"));
    }

    @Test
    void theGaugeIsRaisedWhileTheFileIsBad() throws IOException {
        // given
        watch("words: [a]");

        // when
        write("words: [");

        // then
        await().untilAsserted(() -> assertThat(failed()).isEqualTo(1));
        write("words: [c]");
        await().untilAsserted(() -> assertThat(failed()).isZero());
    }

    @Test
    void theHealthCheckTellsOfABadFileAndStaysUp() throws IOException {
        // given
        WatchedFile<List<String>> watched = watch("words: [a]");
        WatchedFilesCheck check = new WatchedFilesCheck(files);

        // when
        write("words: [");

        // then
        await().untilAsserted(() -> {
            HealthCheckResponse response = check.call();
            assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
            assertThat(response.getData()).hasValueSatisfying(data -> assertThat(data)
                    .isEqualTo(Map.of("words.yaml", "bad, kept " + watched.digest())));
        });
    }

    @Test
    void aFileThatIsBadAtStartIsNotWatched() {
        assertThatThrownBy(() -> watch("words: [")).isInstanceOf(BadFile.class);
        assertThat(files.files()).isEmpty();
    }

    @Test
    void readersAlwaysSeeOneWholeVersion() throws Exception {
        // given: versions whose words are all alike
        WatchedFile<List<String>> watched = watch(version("v0"));
        Set<Set<String>> seen = ConcurrentHashMap.newKeySet();
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch ready = new CountDownLatch(2);
        Runnable reader = () -> {
            ready.countDown();
            while (!done.get()) {
                seen.add(new HashSet<>(watched.current()));
            }
        };
        List<Thread> readers = List.of(new Thread(reader), new Thread(reader));
        readers.forEach(Thread::start);
        ready.await();

        // when
        for (int i = 1; i <= 5; i++) {
            String word = "v" + i;
            write(version(word));
            await().until(() -> watched.current().contains(word));
        }
        done.set(true);
        for (Thread thread : readers) {
            thread.join();
        }

        // then
        assertThat(seen).allSatisfy(words -> assertThat(words).hasSize(1));
        assertThat(seen).hasSizeGreaterThan(1);
    }

    private static List<String> words(FileContent content, Faults faults) {
        YamlMapping file = YamlDocument.read(content, faults);
        return file.mappings("versions").isEmpty()
                ? file.texts("words")
                : file.mappings("versions").stream()
                        .flatMap(version -> version.text("word").stream())
                        .toList();
    }

    private static String version(String word) {
        StringBuilder text = new StringBuilder("versions:\n");
        for (int i = 0; i < 200; i++) {
            text.append("  - word: ").append(word).append('\n');
        }
        return text.toString();
    }

    private double failed() {
        return metrics.get("gateway.reload.failed")
                .tag("file", "words.yaml")
                .gauge()
                .value();
    }

    private Path write(String text) throws IOException {
        Path next = Files.writeString(directory.resolve("next"), text);
        return Files.move(next, directory.resolve("words.yaml"), StandardCopyOption.REPLACE_EXISTING);
    }

    private WatchedFile<List<String>> watch(String text) throws IOException {
        return files.watch(new WatchSettings(write(text), Duration.ofMillis(10), 10_000), WORDS);
    }
}
