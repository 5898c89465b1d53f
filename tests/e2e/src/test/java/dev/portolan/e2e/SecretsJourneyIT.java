package dev.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.suite.Launcher;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Secrets go through every tool of the suite, and nothing it keeps has one of them: all its files are looked at. */
@ExtendWith(Suite.Extension.class)
class SecretsJourneyIT {
    private static final Duration SHORT = Duration.ofMinutes(2);

    /** In every secret: whoever can read this can read a secret. */
    private static final String NEEDLE = "Zk4pLanTeD9w";

    private static final int TOOLS = 20;

    /** Kinds that are known by their form, by a name before them, or by the member they are the value of. */
    private static final List<String> KINDS = List.of(
            "ghp_%s",
            "please use github_pat_%s",
            "glpat-%s",
            "xoxb-%s",
            "sk-%s",
            "sk_live_%s",
            "npm_%s",
            "AIza%s",
            "SG.%s.x",
            "hvs.%s",
            "Authorization: Bearer %s",
            "postgresql://app:%s@db.example/shop",
            "-----BEGIN PRIVATE KEY-----\n%s\n",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.%s",
            "DB_PASSWORD=%s",
            "user: app\nclient_secret: %s",
            "https://api.example/v1?api_key=%s",
            "{\"token\":\"%s\"}",
            "{\"data\":\"{\\\"password\\\":\\\"%s\\\"}\"}",
            "Cookie: sid=%s");

    private static Map<String, Object> planted(int tool) {
        String secret = NEEDLE + "Qm7Yc2Rt5Xe8Bv1Nf3Hs6Ju0" + tool;
        Map<String, Object> all = new LinkedHashMap<>();
        for (String kind : KINDS) {
            all.put("m" + all.size(), kind.formatted(secret));
        }
        String form = "a=b&password=" + secret;
        all.put("form", URLEncoder.encode(form, StandardCharsets.UTF_8));
        all.put("blob", Base64.getEncoder().encodeToString(form.getBytes(StandardCharsets.UTF_8)));
        all.put("password", secret);
        all.put("deep", Map.of("list", List.of(Map.of("apiKey", secret))));
        all.put("drawn", secret);
        return all;
    }

    @Test
    void fiveHundredSecretsAreReadableInNothingTheSuiteKeeps(Suite suite) throws IOException {
        ModernClient alice = suite.modernClient("alice");
        String from = Instant.now().toString();
        List<String> tools = new ArrayList<>();
        JsonNode listed = alice.ask("tools/list", Map.of()).result();
        listed.path("tools").forEach(tool -> tools.add(tool.path("name").asText()));
        assertThat(tools).hasSizeGreaterThanOrEqualTo(TOOLS);
        assertThat(planted(0)).hasSize(500 / TOOLS);

        for (int i = 0; i < TOOLS; i++) {
            alice.tool(tools.get(i), planted(i));
        }
        // one that is answered, with the secret in the answer
        alice.tool("db_query", Map.of("sql", "select 'ghp_" + NEEDLE + "Qm7Yc2Rt5Xe8' as x", "parameters", List.of()))
                .result();
        suite.auditClient("carol").all(TOOLS + 2, Map.of("person", "alice", "method", "tools/call", "from", from));
        Path log = suite.launcher().state().resolveSibling("secrets-log.zip");
        Awaitility.await().atMost(SHORT).until(() -> export(suite, log).exitCode() == 0);

        assertThat(filesWithASecret(suite.launcher().state())).isEmpty();
        try (FileSystem inside = FileSystems.newFileSystem(URI.create("jar:" + log.toUri()), Map.of())) {
            assertThat(filesWithASecret(inside.getPath("/"))).isEmpty();
        }
    }

    private static Launcher.Ran export(Suite suite, Path log) {
        return suite.launcher().run(SHORT, "audit", "export", log.toString());
    }

    /** Database, spools, logs, configuration: whatever lies there, but no programs. */
    private static List<Path> filesWithASecret(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!file.toString().matches(".*\\.(jar|so|so\\.[0-9.]+|js|class|zip|txz)") && hasASecret(file)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static boolean hasASecret(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(NEEDLE);
        } catch (java.nio.file.NoSuchFileException goneMeanwhile) {
            return false;
        }
    }
}
