package dev.portolan.gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {
    private static final int MAX_BYTES = 100;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = directory.resolve("words.yaml");
        Files.writeString(file, "word: first");
    }

    @Test
    void aChangeIsInForceAfterTwoLooksThatAgree() throws IOException {
        // given
        WatchedFile<String> watched = open();
        Files.writeString(file, "word: second");

        // when
        watched.look();
        String afterOneLook = watched.current();
        watched.look();

        // then
        assertThat(afterOneLook).isEqualTo("first");
        assertThat(watched.current()).isEqualTo("second");
    }

    @Test
    void aFileCaughtWhileItIsWrittenIsNotTakenOver() throws IOException {
        // given
        WatchedFile<String> watched = open();
        Files.writeString(file, "word: half");
        watched.look();
        Files.writeString(file, "word: half and whole");

        // when
        watched.look();

        // then
        assertThat(watched.current()).isEqualTo("first");
        watched.look();
        assertThat(watched.current()).isEqualTo("half and whole");
    }

    @Test
    void aChangeThatKeepsLengthAndDateIsSeen() throws IOException {
        // given
        FileTime date = Files.getLastModifiedTime(file);
        WatchedFile<String> watched = open();
        Files.writeString(file, "word: other");
        Files.setLastModifiedTime(file, date);

        // when
        lookTwice(watched);

        // then
        assertThat(watched.current()).isEqualTo("other");
    }

    @Test
    void aBadFileKeepsTheOldValueUntilItIsMended() throws IOException {
        // given
        WatchedFile<String> watched = open();

        // when
        Files.writeString(file, "word: [bad");
        lookTwice(watched);

        // then
        assertThat(watched.current()).isEqualTo("first");
        assertThat(watched.failure()).hasValueSatisfying(text -> assertThat(text)
                .startsWith(file + " is not usable: line 1: this is not YAML"));
        Files.writeString(file, "word: good");
        lookTwice(watched);
        assertThat(watched.current()).isEqualTo("good");
        assertThat(watched.failure()).isEmpty();
    }

    @Test
    void goingBackToWhatIsInForceMendsWithoutAChange() throws IOException {
        // given
        WatchedFile<String> watched = open();
        List<String> told = new ArrayList<>();
        watched.onChange((before, now) -> told.add(now));
        Files.writeString(file, "word: [bad");
        lookTwice(watched);

        // when
        Files.writeString(file, "word: first");
        lookTwice(watched);

        // then
        assertThat(watched.failure()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void aFileThatVanishesKeepsTheOldValue() throws IOException {
        // given
        WatchedFile<String> watched = open();
        Files.delete(file);

        // when
        lookTwice(watched);

        // then
        assertThat(watched.current()).isEqualTo("first");
        assertThat(watched.failure())
                .hasValue(file + " is not usable: there is no such file; create it, or configure where it is");
    }

    @Test
    void anEditorThatReplacesTheFileRaisesNoAlarm() throws IOException {
        // given
        WatchedFile<String> watched = open();
        Files.delete(file);
        watched.look();
        Files.writeString(file, "word: replaced");

        // when
        lookTwice(watched);

        // then
        assertThat(watched.failure()).isEmpty();
        assertThat(watched.current()).isEqualTo("replaced");
    }

    @Test
    void aSwapOfTheDirectoryLinkThatKubernetesMakesIsSeen() throws IOException {
        // given
        Path mount = Files.createDirectory(directory.resolve("mount"));
        version(mount, "..v1", "word: one");
        version(mount, "..v2", "word: two");
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..v1"));
        file = Files.createSymbolicLink(mount.resolve("words.yaml"), Path.of("..data", "words.yaml"));
        WatchedFile<String> watched = open();

        // when
        Path next = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..v2"));
        Files.move(next, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        lookTwice(watched);

        // then
        assertThat(watched.current()).isEqualTo("two");
    }

    @Test
    void listenersHearBeforeAndNowInOrderAndOneThatFailsDoesNotMuteTheOthers() throws IOException {
        // given
        WatchedFile<String> watched = open();
        List<String> told = new ArrayList<>();
        watched.onChange((before, now) -> {
            throw new IllegalStateException("listener");
        });
        String from = watched.onChange((before, now) -> told.add(before + " to " + now));

        // when
        Files.writeString(file, "word: second");
        lookTwice(watched);
        Files.writeString(file, "word: third");
        lookTwice(watched);

        // then
        assertThat(from).isEqualTo("first");
        assertThat(told).containsExactly("first to second", "second to third");
    }

    @Test
    void aFormatThatFailsKeepsTheOldValue() throws IOException {
        // given
        WatchedFile<String> watched = WatchedFile.open(settings(), (content, faults) -> {
            if (content.text(faults).contains("second")) {
                throw new IllegalStateException("format");
            }
            return "first";
        });
        Files.writeString(file, "word: second");

        // when
        lookTwice(watched);

        // then
        assertThat(watched.current()).isEqualTo("first");
        assertThat(watched.failure()).hasValue(file + " is not usable: the gateway failed at reading it");
    }

    @Test
    void aFileThatIsMissingAtStartIsRefused() {
        // given
        file = directory.resolve("nowhere.yaml");

        // when, then
        assertThatThrownBy(this::open)
                .isInstanceOf(BadFile.class)
                .hasMessage(file + " is not usable: there is no such file; create it, or configure where it is");
    }

    @Test
    void aDirectoryIsRefused() {
        // given
        file = directory;

        // when, then
        assertThatThrownBy(this::open)
                .hasMessage(file + " is not usable: it is not a regular file; configure the path of one");
    }

    @Test
    void aFileThatIsTooLongIsRefused() throws IOException {
        // given
        Files.writeString(file, "word: " + "x".repeat(MAX_BYTES));

        // when, then
        assertThatThrownBy(this::open)
                .hasMessage(file + " is not usable: it is longer than 100 bytes; shorten it, or raise its max-size");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new WatchSettings(file, Duration.ofMillis(9), 1))
                .hasMessage("The poll interval of " + file + " must be between 10 ms and 1 h");
        assertThatThrownBy(() -> new WatchSettings(file, Duration.ofHours(2), 1))
                .hasMessage("The poll interval of " + file + " must be between 10 ms and 1 h");
        assertThatThrownBy(() -> new WatchSettings(file, Duration.ofSeconds(1), 0))
                .hasMessage("The maximum size of " + file + " must be between 1 byte and 64 MiB");
    }

    private static void version(Path mount, String name, String text) throws IOException {
        Files.writeString(Files.createDirectory(mount.resolve(name)).resolve("words.yaml"), text);
    }

    private static void lookTwice(WatchedFile<?> watched) {
        watched.look();
        watched.look();
    }

    private WatchSettings settings() {
        return new WatchSettings(file, Duration.ofSeconds(1), MAX_BYTES);
    }

    private WatchedFile<String> open() {
        return WatchedFile.open(settings(), (content, faults) -> YamlDocument.read(content, faults)
                .text("word")
                .orElse(""));
    }
}
