package dev.portolan.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.testing.Recomputed;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database of the first version, with records in it, is brought up to now. */
class MigrationTest {

    private static final UUID FIRST_BOOT = UUID.randomUUID();
    private static final UUID SECOND_BOOT = UUID.randomUUID();
    private static final List<String> WRITTEN = new ArrayList<>();

    private static EmbeddedPostgres server;

    @BeforeAll
    static void anOldDatabase() throws IOException, SQLException {
        server = EmbeddedPostgres.start();
        migrate("1");
        execute("SELECT audit_make_partition('2025-01-15Z')");
        record("2025-01-15T10:00:00Z", FIRST_BOOT, 1, "https://one", "s-1", "ann", "user");
        record("2025-01-15T10:00:01Z", FIRST_BOOT, 2, "https://two", "s-1", "abe", "user");
        record("2025-01-15T10:00:02Z", SECOND_BOOT, 1, "", "", "", "anonymous");
        // no partition yet
        record("2025-03-01T10:00:00Z", SECOND_BOOT, 2, "https://one", "s-2", "o'neill", "user");
        record("2025-03-01T11:00:00Z", FIRST_BOOT, 3, "https://one", "s-1", "anne", "user");
        execute("INSERT INTO audit_opaque (sha256, parse_error, raw) VALUES (sha256('junk'), 'not an event', 'junk')");
        migrate("3");
        migrate("5");
        execute("INSERT INTO pair_seen VALUES ('gone', 'db', 'tool', 't', 'gwen', now() - interval '3 years',"
                + " now() - interval '1 year', 7, 0)");
        migrate("6");
        execute("INSERT INTO audit_hold (hold_id, from_at, to_at, reason, placed_by) VALUES (gen_random_uuid(),"
                + " '2025-01-01Z', '2025-02-01Z', 'old', 's-2')");
        execute("INSERT INTO audit_hold VALUES (gen_random_uuid(), '2024-01-01Z', '2024-02-01Z', 'older', 'carol-sub',"
                + " now(), 'erin-sub', now())");
        migrate("latest");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    /** The boots in the order in which they were heard of, the records of each by number, then what was none. */
    @Test
    void everyOldRecordIsALeafAsItWas() throws SQLException {
        List<String> entries = texts("SELECT entry FROM audit_entry ORDER BY leaf_index");

        assertThat(entries.subList(0, 5))
                .containsExactly(WRITTEN.get(0), WRITTEN.get(1), WRITTEN.get(4), WRITTEN.get(2), WRITTEN.get(3));
        assertThat(entries).hasSize(6);
        assertThat(entries.get(5)).contains("portolan.opaque/1");
        assertThat(number("SELECT size FROM audit_log")).isEqualTo(6);
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT root FROM audit_log")) {
            row.next();
            assertThat(row.getBytes(1)).isEqualTo(Recomputed.root(entries));
        }
        assertThat(number("SELECT count(*) FROM audit_event WHERE leaf_hash <>"
                        + " sha256('\\x00' || convert_to(canonical, 'UTF8'))"))
                .isZero();
    }

    @Test
    void completenessCanBeToldOfOldBoots() throws SQLException {
        assertThat(number("SELECT count(*) FROM audit_missing")).isZero();
        assertThat(number("SELECT last_seq FROM audit_source WHERE boot_id = '" + FIRST_BOOT + "'"))
                .isEqualTo(3);
    }

    @Test
    void peopleAreApartFromTheirRecordsAndOfTwoIssuersTwo() throws SQLException {
        assertThat(texts("SELECT trim(concat_ws(' ', issuer, subject, name)) FROM people.subject ORDER BY 1"))
                .containsExactly(
                        "carol-sub",
                        "erin-sub",
                        "gone gwen",
                        "https://one s-1 anne",
                        "https://one s-2 o'neill",
                        "https://two s-1 abe");
        assertThat(texts("SELECT coalesce(name, '-') FROM audit_event LEFT JOIN people.subject"
                        + " ON subject_key = actor ORDER BY occurred_at"))
                .containsExactly("anne", "abe", "-", "o'neill", "anne");
        assertThat(number("SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public'"
                        + " AND column_name IN ('actor_name', 'actor_subject')"))
                .isZero();
        assertThat(texts("SELECT placed_by::text FROM audit_hold WHERE reason = 'old'"))
                .isEqualTo(texts("SELECT subject_key::text FROM people.subject WHERE subject = 's-2'"));
    }

    @Test
    void rollupsAreThoseOfThePeople() throws SQLException {
        assertThat(number("SELECT sum(calls) FROM usage_day")).isEqualTo(5);
        assertThat(number("SELECT sum(calls) FROM person_hour JOIN people.subject ON subject_key = actor"
                        + " WHERE subject = 's-1'"))
                .isEqualTo(3);
        assertThat(number("SELECT calls FROM pair_seen JOIN people.subject ON subject_key = actor WHERE name = 'gwen'"))
                .isEqualTo(7);
    }

    @Test
    void oldMonthsHavePlaceForPayloadsAndCanStillBeDropped() throws SQLException {
        execute("SELECT audit_make_partition('2025-03-15Z')");

        assertThat(number("SELECT count(*) FROM pg_class WHERE relname IN ('audit_payload_2025_01',"
                        + " 'audit_payload_2025_03', 'audit_event_2025_03')"))
                .isEqualTo(3);
        assertThat(number("SELECT count(*) FROM audit_event_default")).isZero();
    }

    @Test
    void aUserOfItsOwnGetsItsRightsWheneverItComes() throws SQLException {
        execute("CREATE ROLE late");
        String right = "SELECT has_table_privilege('late', 'audit_event', '%s')::int";
        assertThat(number(right.formatted("INSERT"))).isZero();

        migrate("latest", "late");

        assertThat(number(right.formatted("INSERT"))).isEqualTo(1);
        assertThat(number(right.formatted("UPDATE, DELETE, TRUNCATE"))).isZero();
    }

    /** A record as the first version wrote and stored it. */
    private static void record(String at, UUID boot, int seq, String issuer, String subject, String name, String type)
            throws SQLException {
        UuidV7 ids = new UuidV7(Clock.fixed(Instant.parse(at), ZoneOffset.UTC));
        UUID id = ids.next();
        String who = type.equals("anonymous")
                ? "\"type\":\"anonymous\""
                : "\"issuer\":\"" + issuer + "\",\"name\":\"" + name + "\",\"subject\":\"" + subject
                        + "\",\"type\":\"user\"";
        String canonical = "{\"actor\":{" + who + "},\"call_id\":\"" + id + "\",\"event_id\":\"" + id
                + "\",\"kind\":\"event\",\"occurred_at\":\"" + at.replace("Z", ".000Z")
                + "\",\"outcome\":{\"code\":\"success\"},\"request\":{\"method\":\"tools/call\"},"
                + "\"schema\":\"portolan.audit/1\",\"source\":{\"boot_id\":\"" + boot
                + "\",\"gateway_id\":\"gw\",\"seq\":" + seq + "},\"target\":{\"connector\":\"db\",\"name\":\"t\","
                + "\"type\":\"tool\"}}";
        WRITTEN.add(canonical);
        String row = String.join(
                "', '",
                id.toString(),
                id.toString(),
                boot.toString(),
                Integer.toString(seq),
                type,
                subject,
                name.replace("'", "''"),
                canonical.replace("'", "''"));
        execute("INSERT INTO audit_event (event_id, call_id, boot_id, seq, actor_type, actor_subject, actor_name,"
                + " canonical, occurred_at, kind, gateway_id, method, connector, target_type, target, decision, outcome,"
                + " reason, trace_id) VALUES ('" + row + "', audit_event_time('" + id
                + "'), 'event', 'gw', 'tools/call', 'db', 'tool', 't', 'allow', 'success', '', '')");
    }

    private static void migrate(String target) {
        migrate(target, "");
    }

    private static void migrate(String target, String writer) {
        Migrations.of(server.getPostgresDatabase(), writer)
                .target(target)
                .load()
                .migrate();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(String sql) throws SQLException {
        return Long.parseLong(texts(sql).get(0));
    }

    private static List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
