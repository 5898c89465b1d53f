package dev.portolan.audit.stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we keep is what OpenSSL's authority gives, and what its {@code openssl ts -verify} accepts. */
class OpensslTest {

    /** A checkpoint has characters of more than one byte. */
    private static final String CHECKPOINT = "example.com/tlog/main\n3\nAAAA\n\n— example.com/tlog/main AAAA\n";

    @TempDir
    static Path directory;

    @BeforeAll
    static void openssl() throws IOException {
        boolean there = Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "openssl")));
        assumeTrue(there, "SKIPPED: openssl is not on the PATH");
        Files.writeString(directory.resolve("3.checkpoint"), CHECKPOINT);
        Files.writeString(directory.resolve("4.checkpoint"), CHECKPOINT.replace('3', '4'));
    }

    @Test
    void aStampOfOpensslIsTakenAndVerifiedByIt() throws Exception {
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem"
                + " -subj /CN=CA -days 2");
        openssl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tsa.key -out tsa.csr -subj /CN=TSA");
        Files.writeString(directory.resolve("use"), "extendedKeyUsage=critical,timeStamping\n");
        openssl("x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -set_serial 7 -days 2 -out tsa.pem -extfile use");
        Files.writeString(directory.resolve("serial"), "01\n");
        Files.writeString(directory.resolve("tsa.cnf"), """
                [tsa]
                default_tsa = own
                [own]
                serial = serial
                signer_cert = tsa.pem
                signer_key = tsa.key
                signer_digest = sha256
                default_policy = 1.2.3.4.1
                digests = sha256
                accuracy = secs:1
                ess_cert_id_alg = sha256
                """);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Files.write(directory.resolve("query"), exchange.getRequestBody().readAllBytes());
            openssl("ts -reply -config tsa.cnf -queryfile query -out reply");
            byte[] reply = Files.readAllBytes(directory.resolve("reply"));
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
        try {
            stamp(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        } finally {
            server.stop(0);
        }

        assertThat(verified("3.checkpoint", "")).contains("Verification: OK");
        assertThat(verified("4.checkpoint", "")).contains("message imprint mismatch");
    }

    @Test
    void aStampOfBouncyCastleIsVerifiedByOpenssl() throws Exception {
        try (TestAuthority authority = new TestAuthority()) {
            stamp(authority.url());
        }
        Files.writeString(directory.resolve("ca.pem"), TestAuthority.pem());
        String then = " -attime " + TestAuthority.NOW.getEpochSecond();

        assertThat(verified("3.checkpoint", then)).contains("Verification: OK");
        assertThat(verified("4.checkpoint", then)).contains("message imprint mismatch");
    }

    private static void stamp(URI authority) throws IOException, NotStamped {
        StampClient client = new StampClient(new PlainStamping.Config(Optional.of(authority), Duration.ofSeconds(20)));
        Files.write(directory.resolve("3.tst"), client.stamp(CHECKPOINT.getBytes(StandardCharsets.UTF_8)));
    }

    /** As docs/how-to/have-the-log-stamped.md has it. */
    private static String verified(String checkpoint, String more) {
        return run("ts -verify -data " + checkpoint + " -in 3.tst -token_in -CAfile ca.pem" + more);
    }

    private static void openssl(String arguments) {
        assertThat(run(arguments)).endsWith("exit 0");
    }

    private static String run(String arguments) {
        List<String> command = Stream.concat(Stream.of("openssl"), Stream.of(arguments.split(" ")))
                .collect(Collectors.toList());
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return said + "exit " + process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
