package dev.portolan.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portolan.audit.ledger.note.Gap;
import dev.portolan.audit.ledger.note.Gaps;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.SignedNote;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The database is an old backup, and the signer has signed more: nothing that was signed is ever contradicted. */
class RestoreIT {

    @Test
    void whatTheSpoolStillHasIsReplayedAndOtherwiseTheLogIsBegunAnew() throws Exception {
        Path work = Files.createTempDirectory(
                Files.createDirectories(Path.of(System.getProperty("crash.work", "target"))), "restore");
        try (Postgres postgres = new Postgres(work.resolve("postgres"));
                Suite suite = new Suite(postgres, new SharedClasses(work), work.resolve("run"))) {
            Child gateway = suite.gateway(Life.QUIET);
            Child audit = suite.audit(Life.QUIET, true);
            signedMoreThan(suite, 20);
            audit.kill();
            String backup = postgres.copyOf(suite.database());
            audit = suite.audit(Life.QUIET, true);
            signedMoreThan(suite, entries(backup) + 30);
            audit.kill();

            // the gateway has all of it still, in the order in which it was
            suite.database(postgres.copyOf(backup));
            Checkpoint before = signed(suite);
            audit = suite.audit(Life.QUIET, true);
            answered(suite, 20);
            signedMoreThan(suite, before.size());
            assertThat(signed(suite).origin()).isEqualTo(before.origin());
            audit.kill();

            // its disk is lost as well
            gateway.kill();
            delete(suite.work().resolve("spool"));
            suite.database(backup);
            Checkpoint last = signed(suite);
            suite.gateway(Life.QUIET);
            audit = suite.audit(Life.QUIET, true);
            answered(suite, 40);
            await().atMost(Duration.ofSeconds(60)).until(() -> entries(backup) > last.size());
            assertThat(signed(suite)).isEqualTo(last);
            audit.kill();
            Gap gap = mend(suite);
            assertThat(gap.closed()).isTrue();
            suite.audit(Life.QUIET, true);
            answered(suite, 5);
            suite.settle();

            assertThat(signed(suite).origin()).isEqualTo(last.origin() + "-2");
            assertThat(text(backup, "SELECT entry FROM audit_note WHERE log = 2 AND leaf_index = 0"))
                    .contains("\"schema\":\"portolan.reset/1\"", "\"old_origin\":\"" + last.origin(), "a backup");
            assertThat(text(backup, "SELECT count(*) FROM audit_missing")).isEqualTo("0");
            assertThat(suite.invariants().violations()).doesNotContainKeys("I4", "I6", "I7");
        }
    }

    /** What an operator tells: the boot is lost, the log is begun anew. */
    private static Gap mend(Suite suite) throws Exception {
        Wired service = new Wired(Map.of(
                "audit.tlog.key-files", suite.work() + "/log.key",
                "audit.tlog.memory", suite.work() + "/last-checkpoint"));
        try (AgroalDataSource database = PointedDatabase.of(suite.database(), true)) {
            service.with(AgroalDataSource.class, database);
            Object signer = service.part("dev.portolan.audit.evidence.Signer");
            Method beginAnew = signer.getClass().getDeclaredMethod("beginAnew", String.class, UUID.class);
            beginAnew.setAccessible(true);
            assertThat((Optional<?>) beginAnew.invoke(signer, "a backup was restored", UUID.randomUUID()))
                    .isPresent();
            UUID lost = UUID.fromString(
                    text(suite.database(), "SELECT boot_id FROM audit_source ORDER BY heard_at LIMIT 1"));
            return service.part(Gaps.class).declare(lost, Gaps.ALL, "its disk is lost", UUID.randomUUID());
        }
    }

    private static void answered(Suite suite, int more) {
        int enough = suite.ledgers().answered().size() + more;
        await().atMost(Duration.ofSeconds(60))
                .until(() -> suite.ledgers().answered().size() >= enough);
    }

    private static void signedMoreThan(Suite suite, long size) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(suite.work().resolve("last-checkpoint"))
                        && signed(suite).size() > size);
    }

    private static Checkpoint signed(Suite suite) throws IOException {
        return Checkpoint.parse(SignedNote.parse(Files.readString(suite.work().resolve("last-checkpoint")))
                .text());
    }

    private static long entries(String database) throws SQLException {
        return Long.parseLong(text(database, "SELECT size FROM audit_log WHERE closed_at IS NULL"));
    }

    private static String text(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
