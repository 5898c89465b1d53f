package dev.portolan.audit.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.audit.spool.disk.Directory;
import dev.portolan.audit.spool.frame.Kind;
import dev.portolan.audit.spool.frame.SpoolRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a real directory, with the spool's own threads. */
@Timeout(60)
class DirectoryTest {
    static final SpoolSettings SETTINGS = SpoolSettings.of(1 << 20, 16 << 20);

    @TempDir
    private Path directory;

    private final Told told = new Told();

    private Spool open() throws IOException {
        Spool spool = Spool.open(Directory.open(directory), SETTINGS, UUID.randomUUID(), told);
        spool.start();
        return spool;
    }

    @Test
    void recordsComeBackAfterARestart() throws Exception {
        UUID id;
        try (Spool spool = open()) {
            id = spool.id();
            for (int i = 0; i < 5_000; i++) {
                spool.append(Kind.EVENT, ("event " + i).repeat(20).getBytes(), 0);
            }
        }
        assertThat(told.durable()).isEqualTo(5_000);

        try (Spool spool = open();
                SpoolReader reader = spool.reader()) {
            assertThat(spool.id()).isEqualTo(id);
            assertThat(spool.epoch()).isEqualTo(2);
            assertThat(reader.read(10_000, 1 << 30))
                    .hasSize(5_000)
                    .extracting(SpoolRecord::seq)
                    .isSorted();
        }
    }

    @Test
    void oneSpoolHasIt() throws Exception {
        try (Spool spool = open()) {
            assertThatThrownBy(() -> Directory.open(directory))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("uses the directory");
            assertThat(spool.hasRoom()).isTrue();
        }
    }

    @Test
    void aDeletedSegmentIsTheEnd() throws Exception {
        Spool spool = open();
        told.await(spool.append(Kind.EVENT, new byte[10], 0));

        Files.delete(directory.resolve(Segment.name(1)));
        told.awaitDeath();

        assertThat(spool.hasRoom()).isFalse();
    }

    @Test
    void whatIsAcknowledgedIsGivenUp() throws Exception {
        try (Spool spool = open();
                SpoolReader reader = spool.reader()) {
            for (int i = 0; i < 200; i++) {
                told.await(spool.append(Kind.EVENT, new byte[60_000], 0));
                assertThat(reader.read(10, 1 << 20)).isNotEmpty();
                spool.acknowledge(reader.position() - 1);
            }
            assertThat(spool.status().used()).isLessThanOrEqualTo(6L << 20);
        }
    }
}
