package dev.portolan.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    Path directory;

    @Test
    void theLastErrorLineSaysWhyAPartEnded() throws IOException {
        // given
        LogFile log = log("starting\nERROR one\nERROR the port is taken\nbye\n\n");

        // then
        assertThat(log.lastErrorLine(0)).contains("ERROR the port is taken");
    }

    @Test
    void ofALineInJsonTheMessageAndTheInnermostCauseAreShown() throws IOException {
        // given
        LogFile log = log("""
                {"level":"ERROR","message":"Failed to start","exception":{"exceptionType":"A","message":"a","causedBy":\
                {"exception":{"exceptionType":"java.net.BindException","message":"Address already in use"}}}}
                {"level":"INFO","message":"no error at all"}
                """);

        // then
        assertThat(log.lastErrorLine(0)).contains("Failed to start: java.net.BindException: Address already in use");
    }

    @Test
    void withoutAnErrorItIsTheLastLine() throws IOException {
        assertThat(log("starting\nbye\n\n").lastErrorLine(0)).contains("bye");
        assertThat(new LogFile(directory.resolve("none.log")).lastErrorLine(0)).isEmpty();
    }

    @Test
    void whatAnEarlierStartWroteDoesNotCount() throws IOException {
        // given
        LogFile log = log("ERROR of the start before\n");
        long begun = log.length();
        Files.writeString(log.path(), "starting\n", java.nio.file.StandardOpenOption.APPEND);

        // then
        assertThat(log.lastErrorLine(begun)).contains("starting");
    }

    @Test
    void aNewStartKeepsTheLogOfTheStartBefore() throws IOException {
        // given
        LogFile log = log("first\n");

        // when
        log.rotate();

        // then
        assertThat(log.path()).doesNotExist();
        assertThat(log.older()).hasContent("first");
    }

    @Test
    void aFileThatGrewTooLargeIsCutWhileItIsAppendedTo() throws IOException {
        // given
        LogFile log = log("x".repeat((int) LogFile.LIMIT_BYTES + 1));

        // when
        log.keepBounded();
        Files.writeString(log.path(), "on it goes\n", java.nio.file.StandardOpenOption.APPEND);

        // then
        assertThat(log.path()).hasContent("on it goes");
        assertThat(Files.size(log.older())).isEqualTo(LogFile.LIMIT_BYTES + 1);
    }

    private LogFile log(String content) throws IOException {
        return new LogFile(Files.writeString(directory.resolve("part.log"), content));
    }
}
