package dev.portolan.audit.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.spool.disk.Directory;
import dev.portolan.audit.spool.frame.SpoolRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that appends as fast as it can is killed again and again; what it said was durable is there. */
class KillTest {
    static final SpoolSettings SETTINGS = SpoolSettings.of(1 << 20, 512 << 20);
    private static final int KILLS = Integer.getInteger("spool.kills", 20);

    private static final Pattern DURABLE = Pattern.compile("durable (\\d+)\\.");

    @TempDir
    private Path directory;

    @Test
    @Timeout(600)
    void whatWasSaidToBeDurableIsThere() throws Exception {
        Random random = new Random(42);
        long torn = 0;
        long acknowledged = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            long told = killedAfter(acknowledged + 200 + random.nextInt(2_000));
            try (Spool spool = Spool.open(Directory.open(directory), SETTINGS, UUID.randomUUID(), new Told())) {
                assertThat(spool.status().last()).as("kill %d", kill).isGreaterThanOrEqualTo(told);
                assertThat(spool.damage()).isEmpty();
                torn += spool.orphans().size();
                acknowledged = read(spool);
            }
        }
        System.out.printf("%d kills, %d records, %d intents open at a kill%n", KILLS, acknowledged, torn);
    }

    /** Every record that is not acknowledged says what its number says it should. */
    private static long read(Spool spool) throws IOException {
        try (SpoolReader reader = spool.reader()) {
            long expected = reader.position();
            for (List<SpoolRecord> some = reader.read(1_000, 1 << 20);
                    !some.isEmpty();
                    some = reader.read(1_000, 1 << 20)) {
                for (SpoolRecord record : some) {
                    assertThat(record.seq()).isGreaterThanOrEqualTo(expected);
                    expected = record.seq() + 1;
                    assertThat(new String(record.bytes(), StandardCharsets.UTF_8))
                            .isEqualTo(KilledProcess.text(record.seq()));
                }
            }
            long all = reader.position() - 1;
            assertThat(all).isEqualTo(spool.status().last());
            spool.acknowledge(all);
            spool.turn();
            return all;
        }
    }

    /** Kills it in the middle of its work, after it said that so many records are durable; returns its last word. */
    private long killedAfter(long records) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long told = 0;
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                Matcher durable = DURABLE.matcher(line);
                // the last line may have been cut off by the kill
                assertThat(durable.matches() || "durable ".startsWith(line) || line.startsWith("durable "))
                        .as(line)
                        .isTrue();
                told = durable.matches() ? Long.parseLong(durable.group(1)) : told;
                if (told >= records) {
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(told).isGreaterThanOrEqualTo(records);
        return told;
    }
}
