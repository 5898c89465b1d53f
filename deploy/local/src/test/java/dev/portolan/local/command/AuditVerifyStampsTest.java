package dev.portolan.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.local.command.TestAuthority.Use;
import dev.portolan.local.evidence.StampCheck;
import dev.portolan.local.evidence.TrustedAuthorities;
import dev.portolan.local.installation.Environment;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.SigningKey;
import dev.portolan.tlog.bundle.LogFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit verify --tsa}, with tokens of authorities of its own. */
class AuditVerifyStampsTest {

    private static final String ORIGIN = "example.com/tlog/main";
    private static final SigningKey KEY = SigningKey.generate(ORIGIN);
    private static final Instant THEN = Instant.parse("2026-11-22T08:00:00Z");

    private static final TestAuthority ROOT = TestAuthority.root("CN=Root");
    private static final TestAuthority STAMPER = ROOT.certifies("O=Example,CN=Stamper", "2030", Use.STAMPS);

    private static final String SAID =
            "time stamp: the first 300 entries existed before 2026-11-22T08:00:02Z, stamped by CN=Stamper,O=Example";

    /** Its first 300 entries, as they were signed. */
    private static final int STAMPED = 300;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path log = Path.of("");
    private Path tsa = Path.of("");
    private byte[] checkpoint = {};

    @BeforeEach
    void aLogAndWhatWasStampedOfIt() throws IOException {
        log = directory.resolve("log");
        tsa = Files.writeString(directory.resolve("ca.pem"), "Root\n" + ROOT.pem());
        WrittenLog.write(log, ORIGIN, entries(700, "a"), KEY);
        checkpoint = note(ORIGIN, "a");
    }

    @Test
    void aGoodStampSaysSinceWhenAndByWhom() throws IOException {
        stamp(STAMPER.stamp(checkpoint, THEN));

        assertThat(verify("--tsa", tsa.toString())).isZero();
        assertThat(lines()).hasSize(2).last().isEqualTo(SAID);
    }

    @Test
    void withoutCertificatesItIsNotSaidWhoSigned() throws IOException {
        assertThat(verify()).isZero();
        assertThat(lines()).hasSize(1);

        stamp(TestAuthority.root("CN=Anybody")
                .certifies("CN=X", "2030", Use.STAMPS)
                .stamp(checkpoint, THEN));
        assertThat(verify()).isZero();
        assertThat(lines()).last().isEqualTo("time stamps: 1 fit the log; who signed them was not checked (--tsa)");
    }

    @Test
    void aWayOverOthersInTheTokenIsAWay() throws IOException {
        TestAuthority between = ROOT.certifies("CN=Between", "2030", Use.AUTHORITY);
        TestAuthority stamper = between.certifies("CN=Below", "2030", Use.STAMPS);
        stamp(stamper.stamp(checkpoint, THEN));
        assertNotBelieved("is signed by nobody for whom a certificate of --tsa vouched then");

        stamp(stamper.stamp(checkpoint, THEN, between));
        assertThat(verify("--tsa", tsa.toString())).isZero();
    }

    @Test
    void aStampOutlivesTheCertificateAndNothingElse() throws IOException {
        TestAuthority expired = ROOT.certifies("CN=Was", "2025", Use.STAMPS);
        stamp(expired.stamp(checkpoint, Instant.parse("2024-12-31T00:00:00Z")));
        assertThat(verify("--tsa", tsa.toString())).isZero();

        stamp(expired.stamp(checkpoint, THEN));
        assertNotBelieved("was not valid then");

        TestAuthority between = ROOT.certifies("CN=Between", "2025", Use.AUTHORITY);
        stamp(between.certifies("CN=Below", "2030", Use.STAMPS).stamp(checkpoint, THEN, between));
        assertNotBelieved("is signed by nobody for whom a certificate of --tsa vouched then");

        // one that is trusted, but was not valid yet
        stamp(STAMPER.stamp(checkpoint, Instant.parse("2019-01-01T00:00:00Z")));
        assertNotBelieved("was not valid then");
        Files.writeString(tsa, between.pem());
        stamp(between.certifies("CN=Below", "2030", Use.STAMPS).stamp(checkpoint, THEN));
        assertNotBelieved("is signed by nobody for whom a certificate of --tsa vouched then");
    }

    @Test
    void aStampOfAnAuthorityNobodyTrustsIsNamed() throws IOException {
        stamp(TestAuthority.root("CN=Root")
                .certifies("CN=Stamper", "2030", Use.STAMPS)
                .stamp(checkpoint, THEN));

        assertNotBelieved("is signed by nobody for whom a certificate of --tsa vouched then");
    }

    @Test
    void aCertificateForSomethingElseIsNamed() throws IOException {
        stamp(ROOT.certifies("CN=Web", "2030", Use.SERVER).stamp(checkpoint, THEN));

        assertNotBelieved("has a signature that does not hold, or a certificate that is not for time stamps");
    }

    @Test
    void aStampOfOtherBytesIsNamedAlsoWithoutCertificates() throws IOException {
        stamp(STAMPER.stamp(note(ORIGIN, "b"), THEN));

        assertNotBelieved("is the time stamp of something else");
        assertThat(verify()).isEqualTo(1);
        assertThat(lines())
                .last()
                .isEqualTo("misstamped at index 300: stamps/300.tst is the time stamp of something else");
    }

    /** Some bits no signature covers, as the version of the form: nothing follows from them. */
    @Test
    void aChangedBitOfATokenIsFoundOrChangesNothing() throws IOException {
        byte[] token = STAMPER.stamp(checkpoint, THEN);
        int missed = 0;
        int changes = 0;
        for (int at = 0; at < token.length; at += 19) {
            byte[] changed = token.clone();
            changed[at] ^= (byte) (1 << at % 8);
            stamp(changed);
            try (LogFiles files = LogFiles.open(log)) {
                StampCheck check = new StampCheck(files, Optional.of(TrustedAuthorities.read(tsa)));
                if (check.run().isEmpty()) {
                    assertThat(check.sentences()).containsExactly(SAID);
                    missed++;
                }
            }
            changes++;
        }
        assertThat(missed).isLessThan(changes / 4);
    }

    @Test
    void aStampedForkIsFoundWhoeverSigned() throws IOException {
        byte[] fork = note(ORIGIN, "b");
        checkpoint = fork;
        stamp(STAMPER.stamp(fork, THEN));

        assertThat(verify("--tsa", tsa.toString())).isEqualTo(1);
        assertThat(lines())
                .last()
                .isEqualTo("tampered at index 0: the root of the entries is not that of stamps/300.checkpoint");
        assertThat(verify()).isEqualTo(1);

        checkpoint = note("example.com/tlog/other", "a");
        stamp(STAMPER.stamp(checkpoint, THEN));
        assertThat(verify("--tsa", tsa.toString())).isEqualTo(1);
        assertThat(lines()).last().isEqualTo("misstamped at index 0: stamps/300.checkpoint is of another log");
    }

    @Test
    void whereAStampIsAskedForThereMustBeOne() throws IOException {
        assertThat(verify("--tsa", tsa.toString())).isEqualTo(2);
        assertThat(lines()).last().isEqualTo("incomplete at index 0: there is no time stamp");

        assertThat(verify("--tsa", directory.resolve("nothing").toString())).isEqualTo(64);
        assertThat(verify(
                        "--tsa",
                        Files.writeString(directory.resolve("no.pem"), "no\n").toString()))
                .isEqualTo(64);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("has no certificates")
                .doesNotContain("\tat ");
    }

    private void assertNotBelieved(String why) throws IOException {
        assertThat(verify("--tsa", tsa.toString())).isEqualTo(1);
        assertThat(lines())
                .last()
                .asString()
                .startsWith("misstamped at index 300: stamps/300.tst ")
                .contains(why);
    }

    private void stamp(byte[] token) {
        WrittenLog.stamp(log, checkpoint, STAMPED, token);
    }

    /** The head of the first entries of some log. */
    private byte[] note(String origin, String kind) throws IOException {
        Path other = Files.createTempDirectory(directory, "other");
        Checkpoint head = WrittenLog.write(other, origin, entries(STAMPED, kind), KEY);
        return WrittenLog.note(head, KEY);
    }

    private static List<String> entries(int count, String kind) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"" + kind + "\":" + i + ",\"schema\":\"portolan.opaque/1\"}")
                .toList();
    }

    private int verify(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "audit", "verify", log.toString(), "--vkey", KEY.verifier().toString()));
        arguments.addAll(List.of(options));
        out.reset();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC());
        Environment environment = new Environment(
                Map.of("PORTOLAN_STATE", directory.resolve("state").toString()));
        return PortolanCommand.execute(terminal, environment, arguments.toArray(new String[0]));
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
