package dev.portolan.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.local.installation.Environment;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.EntryBundle;
import dev.portolan.tlog.Hash;
import dev.portolan.tlog.SigningKey;
import dev.portolan.tlog.TileId;
import dev.portolan.tlog.TreeEdge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditVerifyCommandTest {

    private static final String ORIGIN = "example.com/tlog/main";
    private static final SigningKey KEY = SigningKey.generate(ORIGIN);

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path vkey = Path.of("");

    @BeforeEach
    void key() throws IOException {
        vkey = Files.writeString(directory.resolve("log.vkey"), KEY.verifier() + "\n");
    }

    @Test
    void aGoodLogIsOk() throws IOException {
        Path log = log("good", calls(300));

        assertThat(verify(log, "--vkey", vkey.toString())).isZero();
        assertThat(said())
                .isEqualTo("ok: 600 records, signed; 1 boots, no number missing; 300 intents, 0 without outcome yet");
        assertThat(verify(log, "--vkey", KEY.verifier().toString())).isZero();
    }

    @Test
    void aChangedRecordIsNamed() throws IOException {
        Path log = log("changed", calls(300));
        Path bundle = log.resolve("tile/entries/001");
        Files.writeString(
                bundle,
                Files.readString(bundle, StandardCharsets.ISO_8859_1).replace("\"seq\":301}", "\"seq\":311}"),
                StandardCharsets.ISO_8859_1);

        assertThat(verify(log, "--vkey", vkey.toString())).isEqualTo(1);
        assertThat(said()).startsWith("tampered at index 300: ");
    }

    /** Signed and all, but the one who wrote it left something out. */
    @Test
    void aMissingNumberAndAMissingIntentAreNamed() throws IOException {
        List<String> gap = new ArrayList<>(calls(100));
        gap.remove(57);
        assertThat(verify(log("gap", gap), "--vkey", vkey.toString())).isEqualTo(2);
        assertThat(said()).isEqualTo("incomplete at index 57: number 59 of boot b follows number 57");

        List<String> orphan = List.of(record("intent", "c1", 1), record("outcome", "c2", 2));
        assertThat(verify(log("orphan", orphan), "--vkey", vkey.toString())).isEqualTo(2);
        assertThat(said()).isEqualTo("incomplete at index 1: the outcome of call c2 has no intent before it");
    }

    @Test
    void whatIsNoEventCountsByItsNumberIfItHasOne() throws IOException {
        List<String> entries = List.of(
                record("intent", "c1", 1),
                "{\"schema\":\"portolan.opaque/1\",\"source\":{\"boot_id\":\"b\",\"gateway_id\":\"g\",\"seq\":2}}",
                "{\"schema\":\"portolan.opaque/1\"}",
                record("outcome", "c1", 3),
                record("intent", "c2", 4));

        assertThat(verify(log("opaque", entries), "--vkey", vkey.toString())).isZero();
        assertThat(said()).endsWith("2 intents, 1 without outcome yet");
    }

    @Test
    void withoutATrustedKeyNothingIsBelieved() throws IOException {
        String other = SigningKey.generate(ORIGIN).verifier().toString();

        assertThat(verify(log("untrusted", calls(5)), "--vkey", other)).isEqualTo(3);
        assertThat(verify(log("unknown", calls(5)))).isEqualTo(3);
    }

    @Test
    void theKeyOfTheLocalLogIsKnown() throws IOException {
        Files.createDirectories(directory.resolve("state/secrets"));
        Files.writeString(directory.resolve("state/secrets/audit-log.key"), KEY.text());

        assertThat(verify(log("local", calls(5)))).isZero();
    }

    @Test
    void aLogThatEndsBeforeWhatWasSeenIsStale() throws IOException {
        Path newer = log("newer", calls(200));
        Path older = log("older", calls(150));
        String seen = newer.resolve("checkpoint").toString();

        assertThat(verify(older, "--vkey", vkey.toString(), "--seen", seen)).isEqualTo(4);
        assertThat(said()).startsWith("stale at index 300: ");
        assertThat(verify(
                        newer,
                        "--vkey",
                        vkey.toString(),
                        "--seen",
                        older.resolve("checkpoint").toString()))
                .isZero();
    }

    @Test
    void whatCannotBeReadIsNotChecked() throws IOException {
        assertThat(verify(directory.resolve("nothing"))).isEqualTo(64);
        assertThat(verify(
                        log("key", calls(1)),
                        "--vkey",
                        directory.resolve("nothing").toString()))
                .isEqualTo(64);
        assertThat(verify(log("option", calls(1)), "--colour", "red")).isEqualTo(64);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("not checked").doesNotContain("\tat ");
    }

    private int verify(Path log, String... options) {
        List<String> arguments = new ArrayList<>(List.of("audit", "verify", log.toString()));
        arguments.addAll(List.of(options));
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC());
        Environment environment = new Environment(
                Map.of("PORTOLAN_STATE", directory.resolve("state").toString()));
        return PortolanCommand.execute(terminal, environment, arguments.toArray(new String[0]));
    }

    /** The last line. */
    private String said() {
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        return lines.get(lines.size() - 1);
    }

    private static List<String> calls(int count) {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(record("intent", "c" + i, 2 * i + 1));
            records.add(record("outcome", "c" + i, 2 * i + 2));
        }
        return records;
    }

    private static String record(String kind, String call, int seq) {
        return "{\"actor\":{\"groups\":[\"a\"],\"type\":\"user\"},\"call_id\":\"" + call + "\",\"kind\":\"" + kind
                + "\",\"schema\":\"portolan.audit/2\",\"source\":{\"boot_id\":\"b\",\"gateway_id\":\"g\",\"seq\":" + seq
                + "}}";
    }

    private Path log(String name, List<String> records) throws IOException {
        Path log = directory.resolve(name);
        TreeEdge edge = new TreeEdge();
        List<byte[]> entries = records.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        for (byte[] entry : entries) {
            edge.append(Hash.leaf(entry), (id, hashes) -> write(log, id.path(), hashes));
        }
        for (int from = 0; from < entries.size(); from += 256) {
            TileId id = TileId.inTree(TileId.ENTRIES, from / 256, entries.size());
            write(log, id.path(), EntryBundle.of(entries.subList(from, from + id.width())));
        }
        for (int level = 0; entries.size() >> 8 * level > 0; level++) {
            if (edge.partial(level).length > 0) {
                TileId id = TileId.inTree(level, entries.size() >> 8 * (level + 1), entries.size());
                write(log, id.path(), edge.partial(level));
            }
        }
        Checkpoint head = new Checkpoint(ORIGIN, entries.size(), edge.root());
        write(log, "checkpoint", head.signedBy(List.of(KEY)).toString().getBytes(StandardCharsets.UTF_8));
        return log;
    }

    private static void write(Path log, String path, byte[] bytes) {
        try {
            Path file = log.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
