package dev.portolan.audit.export;

import static dev.portolan.audit.testing.Api.find;
import static dev.portolan.audit.testing.Api.ingest;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.access.Reader;
import dev.portolan.audit.access.Who;
import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Client;
import dev.portolan.audit.evidence.TestSigner;
import dev.portolan.audit.filter.FilterLimits;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.testing.Api;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.RandomEvents;
import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.Tokens;
import dev.portolan.tlog.VerifierKey;
import dev.portolan.tlog.bundle.LogFiles;
import dev.portolan.tlog.bundle.PartCheck;
import dev.portolan.tlog.bundle.Stamp;
import dev.portolan.tlog.bundle.Stamps;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ExportsEndpointTest {

    private static final Instant FROM = Instant.parse("2024-10-01T00:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<AuditEvent> EVENTS = new ArrayList<>();

    @Inject
    Exports exports;

    @Inject
    ExportConfig config;

    @Inject
    TestSigner signer;

    @Inject
    StoredEvents stored;

    /** More than two pages of the usual size. */
    @BeforeAll
    static void events() {
        if (EVENTS.isEmpty()) {
            RandomEvents source = new RandomEvents(13, "exported ", FROM, 3600);
            for (int i = 0; i < 2300; i++) {
                EVENTS.add(source.next());
            }
            EVENTS.sort(Comparator.comparing(event -> event.eventId().toString()));
        }
    }

    @Test
    void ndjsonHoldsEveryRecordByteForByteOldestFirstAndTheManifestSaysSo() throws Exception {
        Map<String, byte[]> archive = export("format", "ndjson");
        String expected = EVENTS.stream()
                .map(event -> new String(event.canonical(), StandardCharsets.UTF_8) + "\n")
                .collect(Collectors.joining());
        JsonNode manifest = JSON.readTree(archive.get("manifest.json"));

        assertThat(archive.keySet()).containsExactly("records.ndjson", "manifest.json");
        assertThat(new String(archive.get("records.ndjson"), StandardCharsets.UTF_8))
                .isEqualTo(expected);
        assertThat(manifest.at("/records").asInt()).isEqualTo(EVENTS.size());
        assertThat(manifest.at("/bytes").asInt()).isEqualTo(archive.get("records.ndjson").length);
        assertThat(manifest.at("/sha256").asText()).isEqualTo(sha256(archive.get("records.ndjson")));
        assertThat(manifest.at("/exported_by").asText()).isEqualTo("carol");
    }

    @Test
    void anExportIsOnRecordBeforeItsFirstByteAndWithItsDigestAtItsEnd() throws Exception {
        Map<String, byte[]> archive =
                export("format", "ndjson", "filter", "actor.name.startsWith(\"exported \") && kind == \"event\"");
        JsonNode manifest = JSON.readTree(archive.get("manifest.json"));

        JsonNode records = Api.json(Api.carol()
                        .get("/audit/calls/" + manifest.at("/call_id").asText())
                        .then())
                .at("/records");

        assertThat(records).hasSize(2);
        assertThat(records.at("/0/event/kind").asText()).isEqualTo("intent");
        assertThat(records.at("/0/event/request/method").asText()).isEqualTo("audit.export");
        assertThat(records.at("/0/event/arguments/mode").asText()).isEqualTo("redacted");
        assertThat(records.at("/1/event/outcome/code").asText()).isEqualTo("success");
        assertThat(records.at("/1/event/outcome/count").asLong())
                .isEqualTo(manifest.at("/records").asLong())
                .isPositive();
        JsonNode result = Api.json(given().auth()
                        .oauth2(Tokens.withRole("payload-reader"))
                        .queryParam("reason", "is it the same?")
                        .get("/audit/records/" + records.at("/1/event/event_id").asText() + "/payload")
                        .then())
                .at("/result");
        assertThat(result.at("/sha256").asText())
                .isEqualTo(manifest.at("/sha256").asText());
    }

    /** Checked as an auditor would: with the public key, and nothing of the service. */
    @Test
    void eachExportedRecordCanBeCheckedOffline(@TempDir Path directory) throws Exception {
        Instant from = FROM.plusSeconds(86_400);
        RandomEvents source = new RandomEvents(14, "proven ", from, 60);
        AuditEvent[] events = Stream.generate(source::next).limit(700).toArray(AuditEvent[]::new);
        ingest(events).then().statusCode(200);
        // a head over all of these is stamped, and another is newer
        signer.sign();
        stored.execute(
                "INSERT INTO audit_stamp SELECT 1, max(size), '\\x3000', now() FROM audit_checkpoint WHERE log = 1"
                        + " ON CONFLICT DO NOTHING");
        ingest(Events.intent("later")).then().statusCode(200);
        List<VerifierKey> keys = signer.sign();
        // comes after the checkpoint: not under it, and therefore not in the export
        ingest(source.next()).then().statusCode(200);

        Map<String, byte[]> archive = export(
                "proofs",
                "log",
                "from",
                from.toString(),
                "to",
                from.plusSeconds(61).toString());

        String[] records = new String(archive.get("records.ndjson"), StandardCharsets.UTF_8).split("\n");
        String[] places = new String(archive.get("records.leaves"), StandardCharsets.UTF_8).split("\n");
        assertThat(records).hasSize(events.length).hasSameSizeAs(places);
        for (Map.Entry<String, byte[]> file : archive.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        LogFiles files = new LogFiles.Directory(directory);
        PartCheck check = PartCheck.of(files, keys);
        List<Stamp> stamps = Stamps.in(files);
        assertThat(stamps).hasSize(1).allSatisfy(stamp -> {
            assertThat(stamp.head().size())
                    .isGreaterThan(Long.parseLong(places[0]))
                    .isLessThan(check.head().size());
            check.stamped(stamp.head());
        });
        for (int i = 0; i < records.length; i++) {
            check.look(Long.parseLong(places[i]), records[i].getBytes(StandardCharsets.UTF_8));
        }
        assertThat(JSON.readTree(archive.get("manifest.json")).at("/tree_size").asLong())
                .isEqualTo(check.head().size());
        assertThatExceptionOfType(PartCheck.Refuted.class)
                .isThrownBy(() -> check.look(Long.parseLong(places[1]), records[2].getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void howFarAnExportIsCanBeAsked() throws Exception {
        JsonNode manifest = JSON.readTree(export("format", "csv").get("manifest.json"));
        BegunExport begun = exports.begin(reader("waiting"), question());

        JsonNode ended = Api.json(Api.carol()
                .get("/audit/exports/" + manifest.at("/call_id").asText())
                .then());
        JsonNode running =
                Api.json(Api.carol().get("/audit/exports/" + begun.callId()).then());
        begun.archive().write(OutputStream.nullOutputStream());

        assertThat(ended.at("/state").asText()).isEqualTo("success");
        assertThat(ended.at("/records").asLong()).isEqualTo(EVENTS.size());
        assertThat(running.at("/state").asText()).isEqualTo("running");
        assertThat(running.at("/records").asLong()).isZero();
        assertThat(running.at("/at_most").asLong()).isGreaterThanOrEqualTo(EVENTS.size());
        Api.carol()
                .get("/audit/exports/" + EVENTS.get(0).callId())
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void csvHasAColumnForEachPlainField() throws Exception {
        String csv = new String(export("format", "csv").get("records.csv"), StandardCharsets.UTF_8);

        assertThat(csv).startsWith("actor.client_id,actor.commitment,actor.handle,actor.issuer,actor.name,");
        assertThat(csv.lines().count()).isEqualTo(EVENTS.size() + 1L);
        assertThat(csv).contains(",exported O'Neill,");
    }

    /** What OCSF 1.8.0 requires of API Activity, and of the objects we write. */
    @Test
    void ocsfHasWhatTheSchemaRequires() throws Exception {
        List<String> lines = new String(export("format", "ocsf").get("records.ocsf.ndjson"), StandardCharsets.UTF_8)
                .lines()
                .toList();

        assertThat(lines).hasSize(EVENTS.size());
        for (int i = 0; i < lines.size(); i++) {
            JsonNode ocsf = JSON.readTree(lines.get(i));
            AuditEvent event = EVENTS.get(i);
            assertThat(names(ocsf))
                    .contains(
                            "activity_id",
                            "category_uid",
                            "class_uid",
                            "type_uid",
                            "severity_id",
                            "time",
                            "metadata",
                            "actor",
                            "api",
                            "src_endpoint",
                            "action_id");
            assertThat(ocsf.at("/type_uid").asInt())
                    .isEqualTo(600_300 + ocsf.at("/activity_id").asInt());
            assertThat(ocsf.at("/metadata/version").asText()).isEqualTo("1.8.0");
            assertThat(ocsf.at("/metadata/uid").asText())
                    .isEqualTo(event.eventId().toString());
            assertThat(ocsf.at("/metadata/product/vendor_name").asText()).isNotEmpty();
            assertThat(ocsf.at("/api/operation").asText())
                    .isEqualTo(event.request().method());
            assertThat(names(ocsf.at("/actor/user"))).isNotEmpty();
            assertThat(names(ocsf.at("/src_endpoint"))).isNotEmpty();
            assertThat(ocsf.at("/time").asLong()).isEqualTo(event.occurredAt().toEpochMilli());
            assertThat(!ocsf.has("http_response") || ocsf.at("/http_response").has("code"))
                    .isTrue();
        }
    }

    @Test
    void aReaderWhoLeavesEndsTheExportAndIsOnRecord() {
        ExportQuestion question = question();
        OutputStream gone = new OutputStream() {
            private int taken;

            @Override
            public void write(int one) throws IOException {
                if (++taken > 10_000) {
                    throw new IOException("gone");
                }
            }
        };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                        exports.begin(reader("leaver"), question).archive().write(gone));

        JsonNode end = Api.json(find("person", "leaver", "kind", "outcome")).at("/records/0/event/outcome");
        assertThat(end.at("/code").asText()).isEqualTo("client_gone");
        assertThat(end.at("/count").asLong()).isPositive().isLessThan(EVENTS.size());
    }

    @Test
    void moreExportsThanThereMayBeAreRefusedAndPlacesComeBack() throws IOException {
        List<jakarta.ws.rs.core.StreamingOutput> begun = new ArrayList<>();
        for (int i = 0; i < config.concurrency(); i++) {
            begun.add(exports.begin(reader("busy"), question()).archive());
        }

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> exports.begin(reader("busy"), question()))
                .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(503));

        for (jakarta.ws.rs.core.StreamingOutput each : begun) {
            each.write(OutputStream.nullOutputStream());
        }
        exports.begin(reader("busy"), question()).archive().write(OutputStream.nullOutputStream());
    }

    /** Of a table or a form of others the records lie beside it, as they are in the log. */
    @Test
    void everyFormatHasProofs() throws Exception {
        Instant from = FROM.plusSeconds(2 * 86_400);
        RandomEvents source = new RandomEvents(15, "beside ", from, 60);
        for (int events : List.of(900, 300)) {
            ingest(Stream.generate(source::next).limit(events).toArray(AuditEvent[]::new))
                    .then()
                    .statusCode(200);
        }
        signer.sign();
        String[] asked = {
            "proofs", "log", "from", from.toString(), "to", from.plusSeconds(61).toString(), "format", "ndjson"
        };
        Map<String, byte[]> canonical = download(asked);

        for (String format : List.of("csv", "ocsf", "parquet")) {
            asked[7] = format;
            Map<String, byte[]> archive = download(asked);

            JsonNode manifest = JSON.readTree(archive.get("manifest.json"));
            String file = manifest.at("/file").asText();
            assertThat(file).contains(format).isNotEqualTo("records.ndjson");
            assertThat(sha256(archive.get(file)))
                    .isEqualTo(manifest.at("/sha256").asText());
            assertThat(manifest.at("/records").asInt()).isGreaterThan(1_000);
            assertThat(archive.get("records.ndjson")).isEqualTo(canonical.get("records.ndjson"));
            assertThat(archive.get("records.leaves")).isEqualTo(canonical.get("records.leaves"));
            assertThat(archive).containsKeys("checkpoint");
        }
    }

    @Test
    void whatCannotBeReadIsRefusedByName() {
        Api.carol()
                .get("/audit/exports?format=xml")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("format"));
        Api.carol()
                .get("/audit/exports?format=csv&proofs=some")
                .then()
                .statusCode(400)
                .body("detail", containsString("proofs"));
        Api.carol().get("/audit/exports?limit=1").then().statusCode(400).body("detail", containsString("limit"));
    }

    private ExportQuestion question() {
        return ExportQuestion.read(
                Map.of(
                        "proofs",
                        List.of("none"),
                        "from",
                        List.of(FROM.toString()),
                        "to",
                        List.of(FROM.plusSeconds(7200).toString())),
                config,
                new FilterLimits(2000, 200),
                Instant.now(),
                Instant.now());
    }

    private static Reader reader(String name) {
        return new Reader(
                Actor.Type.USER,
                new Who("https://idp.example", name + "-sub", name, List.of()),
                "cli",
                new Client("", "", "127.0.0.1", "test"),
                "GET",
                SpanContext.getInvalid(),
                Reader.AUDITOR);
    }

    private static Map<String, byte[]> export(String... parameters) throws IOException {
        for (int from = 0; from < EVENTS.size(); from += 1000) {
            ingest(EVENTS.subList(from, Math.min(from + 1000, EVENTS.size())).toArray(AuditEvent[]::new))
                    .then()
                    .statusCode(200);
        }
        return download(parameters);
    }

    private static Map<String, byte[]> download(String... parameters) throws IOException {
        RequestSpecification request = Api.carol();
        if (!List.of(parameters).contains("from")) {
            request.queryParam("from", FROM.toString())
                    .queryParam("to", FROM.plusSeconds(7200).toString());
        }
        if (!List.of(parameters).contains("proofs")) {
            request.queryParam("proofs", "none");
        }
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(parameters[i], parameters[i + 1]);
        }
        byte[] zip = request.get("/audit/exports")
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .extract()
                .asByteArray();
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
