package dev.portolan.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.local.installation.Environment;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.EntryBundle;
import dev.portolan.tlog.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditVerifyCommandTest {
    private static final byte[] CSV = "event_id\n".getBytes(StandardCharsets.UTF_8);

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
    void anExportIsCheckedRecordByRecord() throws Exception {
        List<String> records = calls(35_000);
        Path log = log("whole", records);
        List<Integer> some = List.of(3, 255, 256, 65_535, 65_536, 69_999, 9);

        Path good = export(log, "good.zip", records, some, some);
        assertThat(verify(good, "--vkey", vkey.toString())).isZero();
        assertThat(said()).startsWith("ok: 7 records, each in the signed log of 70000 entries;");
        assertThat(verify(good, "--vkey", SigningKey.generate(ORIGIN).verifier().toString()))
                .isEqualTo(3);

        Path moved = export(log, "moved.zip", records, some, List.of(3, 255, 256, 65_535, 65_536, 69_998, 9));
        assertThat(verify(moved, "--vkey", vkey.toString())).isEqualTo(1);
        assertThat(said()).startsWith("tampered at index 69998: ");

        List<String> forged = new ArrayList<>(records);
        forged.set(256, records.get(256).replace("user", "none"));
        assertThat(verify(export(log, "forged.zip", forged, some, some), "--vkey", vkey.toString()))
                .isEqualTo(1);
        assertThat(said()).startsWith("tampered at index 256: ");

        // the manifest of another export
        Path shorter = export(log, "shorter.zip", records, some, some, manifest("records.ndjson", 6, new byte[0]));
        assertThat(verify(shorter, "--vkey", vkey.toString())).isEqualTo(1);

        Path tile = log.resolve("tile/1/000");
        byte[] bytes = Files.readAllBytes(tile);
        bytes[100] ^= 1;
        Files.write(tile, bytes);
        assertThat(verify(export(log, "tile.zip", records, some, some), "--vkey", vkey.toString()))
                .isEqualTo(1);
    }

    @Test
    void anExportIsAsOldAsItsStampSays() throws Exception {
        List<String> records = calls(350);
        List<Integer> some = List.of(3, 299);
        Path log = log("stamped", records);
        TestAuthority root = TestAuthority.root("CN=Root");
        TestAuthority stamper = root.certifies("CN=Stamper", "2030", TestAuthority.Use.STAMPS);
        Path tsa = Files.writeString(directory.resolve("ca.pem"), root.pem());
        Instant then = Instant.parse("2026-11-22T08:00:00Z");

        byte[] first = Files.readAllBytes(log("first", records.subList(0, 300)).resolve("checkpoint"));
        WrittenLog.stamp(log, first, 300, stamper.stamp(first, then));
        Path good = export(log, "good.zip", records, some, some);
        assertThat(verify(good, "--vkey", vkey.toString(), "--tsa", tsa.toString()))
                .isZero();
        assertThat(said()).contains("the first 300 entries existed before 2026-11-22T08:00:0", "CN=Stamper");

        List<String> others = new ArrayList<>(records.subList(0, 299));
        others.add("{\"schema\":\"portolan.opaque/1\"}");
        byte[] fork = Files.readAllBytes(log("fork", others).resolve("checkpoint"));
        WrittenLog.stamp(log, fork, 300, stamper.stamp(fork, then));
        Path forked = export(log, "forked.zip", records, some, some);
        assertThat(verify(forked, "--vkey", vkey.toString(), "--tsa", tsa.toString()))
                .isEqualTo(1);
        assertThat(said()).startsWith("tampered at index ");
    }

    @Test
    void aPolicyAsksForItsWitnesses() throws Exception {
        Path log = log("witnessed", calls(5));
        KeyPair witness = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] key = witness.getPublic().getEncoded();
        byte[] typed = Arrays.copyOfRange(key, key.length - 33, key.length);
        typed[0] = 4;
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update("w.example\n".getBytes(StandardCharsets.UTF_8));
        byte[] id = Arrays.copyOf(digest.digest(typed), 4);
        String vkey = "w.example+" + HexFormat.of().formatHex(id) + "+"
                + Base64.getEncoder().encodeToString(typed);
        Path policy = Files.writeString(
                directory.resolve("policy"), "log " + KEY.verifier() + "\nwitness w " + vkey + "\nquorum w\n");
        assertThat(verify(log, "--policy", policy.toString())).isEqualTo(3);
        assertThat(verify(log, "--vkey", vkey)).isEqualTo(64);

        String checkpoint = Files.readString(log.resolve("checkpoint"));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(witness.getPrivate());
        String signed = checkpoint.substring(0, checkpoint.indexOf("\n\n") + 1);
        signature.update(("cosignature/v1\ntime 7\n" + signed).getBytes(StandardCharsets.UTF_8));
        byte[] material =
                ByteBuffer.allocate(76).put(id).putLong(7).put(signature.sign()).array();
        Files.writeString(
                log.resolve("checkpoint"),
                checkpoint + "— w.example " + Base64.getEncoder().encodeToString(material) + "\n");

        assertThat(verify(log, "--policy", policy.toString())).isZero();
    }

    /** Its records lie beside it, as they are in the log. */
    @Test
    void aTableIsTheOneItsManifestDescribes() throws Exception {
        List<String> records = calls(10);
        Path log = directory.resolve("table");
        log("table", records);
        List<Integer> some = List.of(3, 4);

        String good = manifest("records.csv", 2, CSV);
        assertThat(verify(export(log, "table.zip", records, some, some, good), "--vkey", vkey.toString()))
                .isZero();

        String other = manifest("records.csv", 2, new byte[] {1});
        assertThat(verify(export(log, "other.zip", records, some, some, other), "--vkey", vkey.toString()))
                .isEqualTo(1);
        assertThat(said()).isEqualTo("tampered at index 2: the manifest says another number or digest of records");
        String absent = manifest("records.parquet", 2, CSV);
        assertThat(verify(export(log, "absent.zip", records, some, some, absent), "--vkey", vkey.toString()))
                .isEqualTo(64);
    }

    /** Two logs, the second begun anew, and what it says was dropped of the first. */
    @Test
    void allLogsAreCheckedTogether() throws IOException {
        String old = ORIGIN.replace("main", "old");
        Path all = directory.resolve("all");
        List<String> first = calls(150);
        Checkpoint closed = log("all/old", old, first);
        String signed = Files.readString(all.resolve("old/checkpoint"));
        Files.delete(all.resolve("old/checkpoint"));
        String reset = "{\"checkpoint\":\"" + signed.replace("\n", "\\n") + "\",\"closed_root\":\"" + closed.root()
                + "\",\"closed_size\":300,\"old_origin\":\"" + old + "\",\"schema\":\"portolan.reset/1\"}";
        String dropped = "{\"leaves\":[[0,9]],\"log\":\"old\",\"month\":\"2016-03\",\"numbers\":[[\"b\",1,10]],"
                + "\"schema\":\"portolan.dropped/1\"}";
        log("all/main", ORIGIN, List.of(reset, record("intent", "c900", 901), dropped));
        Files.writeString(all.resolve("logs"), "old\nmain\n");
        assertThat(verify(all, "--vkey", vkey.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "old: ok: 300 records, signed; 1 boots, no number missing; 150 intents, 0 without outcome yet",
                        "main: ok: 3 records, signed; 1 boots, no number missing; 1 intents, 1 without outcome yet;"
                                + " begun anew in place of " + old);

        Path entries = all.resolve("old/tile/entries/000");
        Files.write(entries, without(first, 10));
        assertThat(verify(all, "--vkey", vkey.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("old: ok: 290 records, signed")
                .contains("; 10 dropped with 2016-03\n");

        Files.write(entries, without(first, 11));
        assertThat(verify(all, "--vkey", vkey.toString())).isEqualTo(1);
        assertThat(said()).startsWith("old: tampered at index 10: the entry is gone");
    }

    /** The first bundle with so many entries gone. */
    private static byte[] without(List<String> records, int gone) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            entries.add(i < gone ? new byte[0] : records.get(i).getBytes(StandardCharsets.UTF_8));
        }
        return EntryBundle.of(entries);
    }

    /** As audit-service writes it: the records, their places, all tiles, the checkpoint, the manifest. */
    private Path export(Path log, String name, List<String> records, List<Integer> some, List<Integer> places)
            throws Exception {
        return export(log, name, records, some, places, manifest("records.ndjson", some.size(), lines(records, some)));
    }

    private static String manifest(String file, int records, byte[] bytes) throws Exception {
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        return "{\"file\":\"" + file + "\",\"records\":" + records + ",\"sha256\":\"" + sha256 + "\"}";
    }

    private Path export(
            Path log, String name, List<String> records, List<Integer> some, List<Integer> places, String manifest)
            throws IOException {
        Path file = directory.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file));
                Stream<Path> files = Files.walk(log)) {
            add(zip, "records.ndjson", lines(records, some));
            add(zip, "records.csv", CSV);
            add(
                    zip,
                    "records.leaves",
                    places.stream()
                            .map(at -> at + "\n")
                            .collect(Collectors.joining())
                            .getBytes(StandardCharsets.US_ASCII));
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                String path = log.relativize(each).toString();
                if (!path.startsWith("tile/entries")) {
                    add(zip, path, Files.readAllBytes(each));
                }
            }
            add(zip, "manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static byte[] lines(List<String> records, List<Integer> some) {
        return some.stream()
                .map(at -> records.get(at) + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void add(ZipOutputStream zip, String path, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        zip.write(bytes);
        zip.closeEntry();
    }

    @Test
    void whatCannotBeReadIsNotChecked() throws IOException {
        assertThat(verify(directory.resolve("nothing"))).isEqualTo(64);
        assertThat(verify("http://127.0.0.1:1")).isEqualTo(64);
        assertThat(verify(
                        log("key", calls(1)),
                        "--vkey",
                        directory.resolve("nothing").toString()))
                .isEqualTo(64);
        assertThat(verify(log("option", calls(1)), "--colour", "red")).isEqualTo(64);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("not checked", "its address ends in /tlog")
                .doesNotContain("\tat ");
    }

    private int verify(Path log, String... options) {
        return verify(log.toString(), options);
    }

    private int verify(String log, String... options) {
        List<String> arguments = new ArrayList<>(List.of("audit", "verify", log));
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
        log(name, ORIGIN, records);
        return directory.resolve(name);
    }

    private Checkpoint log(String name, String origin, List<String> records) {
        return WrittenLog.write(directory.resolve(name), origin, records, KEY);
    }
}
