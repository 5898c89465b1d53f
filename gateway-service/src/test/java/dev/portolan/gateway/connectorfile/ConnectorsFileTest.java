package dev.portolan.gateway.connectorfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portolan.gateway.reload.BadFile;
import dev.portolan.gateway.reload.WatchedFiles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorsFileTest {
    @TempDir
    Path directory;

    private final WatchedFiles files = new WatchedFiles(new SimpleMeterRegistry());

    @AfterEach
    void stop() {
        files.close();
    }

    @Test
    void listenersHearWhatWasAddedChangedAndRemoved() throws IOException {
        // given
        ConnectorsFile connectors = open("{ a: {url: 'http://a/'}, b: {url: 'http://b/'}, c: {url: 'http://c/'} }");
        List<ConnectorsFile.Change> changes = new CopyOnWriteArrayList<>();
        List<ConnectorSettings> from = connectors.onChange(changes::add);

        // when
        write("{ a: {url: 'http://a/'}, b: {url: 'http://b/', concurrency: 2}, d: {url: 'http://d/'} }");

        // then
        await().untilAsserted(() -> assertThat(changes).hasSize(1));
        ConnectorsFile.Change change = changes.get(0);
        assertThat(change.added()).extracting(ConnectorSettings::id).containsExactly("d");
        assertThat(change.changed()).extracting(ConnectorSettings::id).containsExactly("b");
        assertThat(change.changed()).extracting(ConnectorSettings::concurrency).containsExactly(2);
        assertThat(change.removed()).extracting(ConnectorSettings::id).containsExactly("c");
        assertThat(from).extracting(ConnectorSettings::id).containsExactly("a", "b", "c");
        assertThat(connectors.current()).extracting(ConnectorSettings::id).containsExactly("a", "b", "d");
    }

    @Test
    void aChangeOfWordsAloneIsNoChange() throws IOException {
        // given
        ConnectorsFile connectors = open("{ a: {url: 'http://a/'} }");
        List<ConnectorsFile.Change> changes = new CopyOnWriteArrayList<>();
        connectors.onChange(changes::add);
        List<ConnectorSettings> before = connectors.current();

        // when
        write("{ a: {url: 'http://a/', era: auto} } # said aloud");

        // then
        await().until(() -> connectors.current() != before);
        assertThat(connectors.current()).isEqualTo(before);
        assertThat(changes).isEmpty();
    }

    @Test
    void aFileThatIsBadAtStartIsRefused() {
        assertThatThrownBy(() -> open("{ a: {} }"))
                .isInstanceOf(BadFile.class)
                .hasMessageEndingWith(
                        "line 1: connectors.a lacks url; write the URL of its MCP endpoint, or command if it"
                                + " is a program to run");
    }

    private Path write(String connectors) throws IOException {
        Path next = Files.writeString(directory.resolve("next"), "connectors: " + connectors);
        return Files.move(next, directory.resolve("connectors.yaml"), StandardCopyOption.REPLACE_EXISTING);
    }

    private ConnectorsFile open(String connectors) throws IOException {
        MemorySize maxSize = new MemorySize(BigInteger.valueOf(10_000));
        return new ConnectorsFile(files, new Config(write(connectors), Duration.ofMillis(10), maxSize));
    }

    private record Config(Path file, Duration pollInterval, MemorySize maxSize) implements ConnectorsConfig {}
}
