package dev.portolan.audit.evidence;

import static dev.portolan.audit.testing.Api.carol;
import static dev.portolan.audit.testing.Api.ingest;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.StoredLog;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.Tokens;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.Hash;
import dev.portolan.tlog.Receipt;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.VerifierKey;
import dev.portolan.tlog.bundle.Finding;
import dev.portolan.tlog.bundle.LogCheck;
import dev.portolan.tlog.bundle.LogFiles;
import dev.portolan.tlog.bundle.LogsCheck;
import dev.portolan.tlog.bundle.Stamp;
import dev.portolan.tlog.bundle.Stamps;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@Order(1) // while the log is short
class EvidenceTest {

    static final String ORIGIN = "portolan.local/tlog/main";

    @Inject
    Signer signer;

    @Inject
    SigningKeys keys;

    @Inject
    TlogConfig config;

    @Inject
    StoredLog log;

    @Inject
    StoredEvents stored;

    private final UUID boot = UUID.randomUUID();
    private List<AuditEvent> events = List.of();

    @BeforeEach
    void aSignedLog() {
        events = Events.boot(boot, 1, 400);
        ingest(events.toArray(new AuditEvent[0])).then().statusCode(200);
        assertThat(signer.attempt()).isEqualTo(Signer.Result.SIGNED);
    }

    @Test
    void theKeyIsForItsOwnerAlone() throws IOException {
        Path file = config.keyFiles().orElseThrow().get(0);

        assertThat(Files.getPosixFilePermissions(file)).map(Enum::name).containsOnly("OWNER_READ", "OWNER_WRITE");
        assertThat(Files.readString(file)).startsWith("PRIVATE+KEY+" + ORIGIN + "+");
    }

    @Test
    void theLogIsSignedWhenItHasGrown() {
        assertThat(signer.attempt()).isEqualTo(Signer.Result.NOTHING_NEW);
        ingest(Events.intent("more")).then().statusCode(200);
        assertThat(signer.attempt()).isEqualTo(Signer.Result.SIGNED);

        SignedNote note = SignedNote.parse(ServedLog.now().checkpoint());
        assertThat(note.isSignedBy(trusted())).isTrue();
        assertThat(Checkpoint.parse(note.text()).origin()).isEqualTo(ORIGIN);
        // the service may have recorded something of its own since
        assertThat(Checkpoint.parse(note.text()).size()).isBetween(1L, log.size());
    }

    @Test
    void theWholeLogIsServedInThePublishedFormAndIsGood() throws IOException {
        assertThat(check(ServedLog.now(), Optional.empty())).isEmpty();
    }

    @Test
    void theBundleIsGoodAndOnRecord(@TempDir Path directory) throws IOException {
        long looks = stored.countByTarget("/tlog/bundle.zip");
        byte[] zip = carol().get("/tlog/main/bundle.zip")
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .extract()
                .asByteArray();
        Path file = Files.write(directory.resolve("log.zip"), zip);

        try (LogFiles files = LogFiles.open(file)) {
            assertThat(check(files, Optional.empty())).isEmpty();
        }
        assertThat(stored.countByTarget("/tlog/bundle.zip")).isEqualTo(looks + 1);
    }

    @Test
    void allLogsAreGivenAtOnce(@TempDir Path directory) throws IOException {
        carol().get("/tlog/logs").then().statusCode(200).body(is("main\n"));
        byte[] zip = carol().get("/tlog/bundle.zip")
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .extract()
                .asByteArray();

        try (LogFiles files = LogFiles.open(Files.write(directory.resolve("logs.zip"), zip))) {
            LogsCheck check = new LogsCheck(files, trusted(), Optional.empty(), name -> new DroppedCheck());
            assertThat(check.run()).isEmpty();
            assertThat(check.looked()).containsExactly("main");
        }
    }

    @Test
    void stampsAreServedBesideTheLog() throws IOException {
        String checkpoint = ServedLog.now().checkpoint();
        long size = Checkpoint.parse(SignedNote.parse(checkpoint).text()).size();
        stored.execute("INSERT INTO audit_stamp VALUES (1, " + size + ", '\\x3000', now())");
        ingest(Events.intent("more")).then().statusCode(200);
        assertThat(signer.attempt()).isEqualTo(Signer.Result.SIGNED);

        List<Stamp> stamps = Stamps.in(ServedLog.now());
        Stamp last = stamps.get(stamps.size() - 1);
        assertThat(last.checkpoint()).asString(StandardCharsets.UTF_8).isEqualTo(checkpoint);
        assertThat(last.token()).containsExactly(0x30, 0);
        assertThat(check(ServedLog.now(), Optional.empty())).isEmpty();
    }

    @Test
    void everyRecordHasAReceipt() {
        for (AuditEvent event : List.of(events.get(0), events.get(255), events.get(399))) {
            Receipt receipt = Receipt.parse(carol().get("/audit/records/" + event.eventId() + "/proof")
                    .then()
                    .statusCode(200)
                    .contentType(startsWith("text/plain"))
                    .extract()
                    .asString());

            assertThat(receipt.holds(event.canonical(), ORIGIN, trusted())).isTrue();
            assertThat(receipt.holds(events.get(1).canonical(), ORIGIN, trusted()))
                    .isFalse();
        }
    }

    @Test
    void aRecordThatIsNotUnderACheckpointYetIsPromised() {
        AuditEvent fresh = Events.intent("fresh");
        ingest(fresh).then().statusCode(200);

        carol().get("/audit/records/" + fresh.eventId() + "/proof")
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("detail", containsString("not under a signed checkpoint yet"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (String path : List.of(
                "/tlog/other/checkpoint",
                "/tlog/main/tile/0/999",
                "/tlog/main/tile/0/x000/001",
                "/tlog/main/tile/9/000",
                "/tlog/main/tile/entries/999.p/3",
                "/tlog/other/stamps/sizes",
                "/tlog/main/stamps/999999.tst",
                "/tlog/main/stamps/999999.checkpoint",
                "/audit/records/" + Events.IDS.next() + "/proof",
                "/audit/records/nonsense/proof")) {
            carol().get(path).then().statusCode(404).contentType("application/problem+json");
        }
    }

    @Test
    void nothingIsForThoseWhoMayNotAsk() {
        for (String path : List.of(
                "main/checkpoint",
                "main/tile/0/000",
                "main/tile/entries/000",
                "main/stamps/sizes",
                "main/stamps/1.checkpoint",
                "main/stamps/1.tst",
                "main/bundle.zip",
                "logs",
                "bundle.zip")) {
            given().get("/tlog/" + path).then().statusCode(401);
            given().auth().oauth2(Tokens.writer()).get("/tlog/" + path).then().statusCode(403);
        }
    }

    /** The database behind the service's back, with a fixed seed: every change is found, and named. */
    @Test
    void everyChangeInTheDatabaseIsFound() throws IOException {
        ServedLog served = ServedLog.now();
        long size =
                Checkpoint.parse(SignedNote.parse(served.checkpoint()).text()).size();
        long first = log.number("SELECT min(leaf_index) FROM audit_event WHERE boot_id = '" + boot + "'");
        Random random = new Random(4);
        List<String[]> changes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            long at = first + random.nextInt(400);
            long other = first + (at - first + 1 + random.nextInt(398)) % 400;
            String both = at + ", " + other;
            changes.add(new String[] {Long.toString(at), change(at, "canonical = canonical || ' '"), both});
            changes.add(new String[] {
                Long.toString(at), change(at, "canonical = replace(canonical, 'success', 'denied')"), both
            });
            changes.add(new String[] {Long.toString(at), "DELETE FROM audit_event WHERE leaf_index = " + at, both});
            changes.add(new String[] {Long.toString(Math.min(at, other)), """
                    UPDATE audit_event e SET canonical = o.canonical FROM audit_event o
                    WHERE e.leaf_index IN (%1$d, %2$d) AND o.leaf_index = %1$d + %2$d - e.leaf_index
                    """.formatted(at, other), both});
            changes.add(new String[] {
                Long.toString(at / 256 * 256 + at % 32 * 8),
                ("UPDATE audit_tile SET hashes = set_byte(hashes, %d, 255 - get_byte(hashes, %<d))"
                                + " WHERE level = 0 AND index = %d")
                        .formatted(at % 32 * 8 * 32, at / 256),
                both
            });
        }
        for (String[] change : changes) {
            // no change is of other records than these
            stored.execute("CREATE TABLE kept AS SELECT * FROM audit_event WHERE leaf_index IN (" + change[2] + ")");
            stored.execute("CREATE TABLE kept_tile AS SELECT * FROM audit_tile");
            stored.execute(change[1]);
            Optional<Finding> finding = check(served, Optional.empty());
            stored.execute("DELETE FROM audit_event WHERE leaf_index IN (SELECT leaf_index FROM kept)");
            stored.execute("DELETE FROM audit_tile WHERE (level, index) IN (SELECT level, index FROM kept_tile)");
            stored.execute("INSERT INTO audit_event SELECT * FROM kept");
            stored.execute("INSERT INTO audit_tile SELECT * FROM kept_tile");
            stored.execute("DROP TABLE kept, kept_tile");
            // a tile that is not full has no row that could be changed
            boolean changed =
                    !change[1].startsWith("UPDATE audit_tile") || Long.parseLong(change[0]) < size / 256 * 256;
            if (changed && Long.parseLong(change[0]) < size) {
                assertThat(finding).as(change[1]).hasValueSatisfying(found -> assertThat(found.index())
                        .isBetween(Long.parseLong(change[0]) / 256 * 256, Long.parseLong(change[0])));
            }
        }
        assertThat(check(served, Optional.empty())).isEmpty();
    }

    /** A backup was restored: what was signed covers more, or other things, than the database has. */
    @Test
    void theSignerNeverContradictsWhatItSigned() throws IOException {
        Path memory = config.memory().orElseThrow();
        String remembered = Files.readString(memory);
        Checkpoint last = Checkpoint.parse(SignedNote.parse(remembered).text());
        for (Checkpoint signedBefore : List.of(
                new Checkpoint(ORIGIN, last.size() + 5, last.root()),
                new Checkpoint(ORIGIN, last.size(), Hash.OF_EMPTY_TREE),
                new Checkpoint(ORIGIN, 17, Hash.OF_EMPTY_TREE),
                new Checkpoint("portolan.local/tlog/other", last.size(), last.root()))) {
            Files.writeString(memory, signedBefore.signedBy(keys.all()).toString());
            ingest(Events.intent("after the restore")).then().statusCode(200);

            assertThat(signer.attempt()).isEqualTo(Signer.Result.REFUSED);
            assertThat(ServedLog.now().checkpoint()).isEqualTo(remembered);
        }
        Files.delete(memory);
        assertThat(signer.attempt()).isEqualTo(Signer.Result.REFUSED);
        Files.writeString(memory, "nonsense");
        assertThat(signer.attempt()).isEqualTo(Signer.Result.FAILED);

        Files.writeString(memory, remembered);
        assertThat(signer.attempt()).isEqualTo(Signer.Result.SIGNED);
    }

    @Test
    void oneSignerSignsAtATime() throws IOException {
        try (SignerMemory other =
                SignerMemory.open(config.memory().orElseThrow()).orElseThrow()) {
            assertThat(other.last()).isPresent();
            assertThat(signer.attempt()).isEqualTo(Signer.Result.NOT_OURS);
        }
    }

    private static String change(long at, String assignment) {
        return "UPDATE audit_event SET " + assignment + " WHERE leaf_index = " + at;
    }

    private Optional<Finding> check(LogFiles files, Optional<Checkpoint> seen) throws IOException {
        return new LogCheck(files, trusted(), seen, new DroppedCheck()).run();
    }

    private List<VerifierKey> trusted() {
        return List.of(keys.all().get(0).verifier());
    }
}
