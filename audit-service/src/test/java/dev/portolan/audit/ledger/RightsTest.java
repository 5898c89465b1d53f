package dev.portolan.audit.ledger;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.Surroundings;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the service's own database user may do. A new table fails here until {@code R__rights.sql} decides about it. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RightsTest {

    private static final String FORBIDDEN = "42501";
    /** Forbidden, or a view through which nothing could be changed. */
    private static final Set<String> NOT_DONE = Set.of(FORBIDDEN, "0A000", "55000");

    private static final Set<String> NOTHING = Set.of();
    private static final Set<String> TAKE_IN = Set.of("INSERT");
    private static final Set<String> ADD_UP = Set.of("INSERT", "UPDATE");

    /** What may be done to each table and view, apart from looking; columns where not all may be changed. */
    private static final Map<String, Set<String>> DECIDED = Map.ofEntries(
            entry("public.audit_event", TAKE_IN),
            entry("public.audit_opaque", TAKE_IN),
            entry("public.audit_note", TAKE_IN),
            entry("public.audit_tile", TAKE_IN),
            entry("public.audit_checkpoint", TAKE_IN),
            entry("public.audit_cosignature", TAKE_IN),
            entry("public.audit_stamp", TAKE_IN),
            entry("public.audit_payload", TAKE_IN),
            entry("public.audit_dropped", NOTHING),
            entry("public.audit_erasure", NOTHING),
            entry("public.audit_forgotten", NOTHING),
            entry("public.audit_entry", NOTHING),
            entry("public.audit_missing", NOTHING),
            entry("public.audit_behind", NOTHING),
            entry("public.flyway_schema_history", NOTHING),
            entry("people.generation", NOTHING),
            entry("public.audit_log", Set.of("INSERT", "size", "root", "edge", "closed_at")),
            entry(
                    "public.audit_source",
                    Set.of("INSERT", "gateway_id", "last_seq", "head_seq", "spool", "heard_at", "fenced_at")),
            entry("public.audit_hold", Set.of("INSERT", "released_by", "released_at")),
            entry("people.subject", Set.of("INSERT", "name", "first_seen", "last_seen")),
            entry("people.identity", Set.of("INSERT", "last_seen")),
            entry("people.data_key", Set.of("INSERT", "wrapped", "kek")),
            entry("public.usage_day", ADD_UP),
            entry("public.latency_day", ADD_UP),
            entry("public.user_day", TAKE_IN),
            entry("public.person_hour", ADD_UP),
            entry("public.denied_hour", ADD_UP),
            entry("public.stranger_hour", ADD_UP),
            entry("public.tool_day", ADD_UP),
            entry("public.leaf_day", ADD_UP),
            entry("public.pair_seen", ADD_UP),
            entry("public.policy_seen", ADD_UP),
            entry("public.client_seen", ADD_UP),
            entry("public.open_intent", Set.of("INSERT", "DELETE")));

    private static final String RELATIONS = """
            SELECT n.nspname || '.' || c.relname, c.relispartition, c.relkind::text,
                   (SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute
                     WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped)
              FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
             WHERE c.relkind NOT IN ('i', 'I', 't', 'c') AND n.nspname !~ '^pg_|^information_schema$'
             ORDER BY 1""";

    private static final String LOOSE_DEFINERS = """
            SELECT p.oid::regprocedure::text FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
             WHERE n.nspname IN ('public', 'people') AND p.prosecdef
               AND (p.proconfig IS DISTINCT FROM ARRAY['search_path=public, pg_temp']
                    OR has_function_privilege('public', p.oid, 'EXECUTE'))""";

    @Inject
    AgroalDataSource own;

    @Inject
    StoredEvents stored;

    @Test
    void nothingIsAllowedThatWasNotDecided() throws SQLException {
        for (List<Object> each : stored.rows(RELATIONS)) {
            String relation = (String) each.get(0);
            boolean month = (Boolean) each.get(1);
            assertThat(month || DECIDED.containsKey(relation))
                    .as("R__rights.sql and this test decide about " + relation)
                    .isTrue();

            Set<String> allowed = allowed(relation, (String) each.get(2), ((String) each.get(3)).split(" "));

            // months are written to by way of the whole
            assertThat(allowed).as(relation).isEqualTo(month ? NOTHING : DECIDED.get(relation));
        }
    }

    @Test
    void nothingIsMadeAndNobodyElseIsBecome() throws SQLException {
        for (String attempt : List.of(
                "CREATE TABLE public.forged (i int)",
                "CREATE TABLE people.forged (i int)",
                "CREATE TEMPORARY TABLE forged (i int)",
                "CREATE SCHEMA forged",
                "SET ROLE audit",
                "SET SESSION AUTHORIZATION audit",
                "CREATE OR REPLACE FUNCTION public.audit_floor() RETURNS interval LANGUAGE sql RETURN interval '0'",
                "ALTER FUNCTION people.meant(text) SECURITY DEFINER",
                "SELECT people.leave()",
                "SELECT audit_make_month('audit_event', '2001-01-01Z')",
                "SELECT audit_drop_month('2001-01-01Z', now())")) {
            assertThat(state(attempt)).as(attempt).isEqualTo(FORBIDDEN);
        }
    }

    @Test
    void aKeptMonthStaysWhateverTheServiceAsksFor() throws SQLException {
        String lastMonth = "date_trunc('month', now(), 'UTC') - interval '12 hours'";
        assertThat(state("SELECT audit_make_partition(" + lastMonth + ")")).isEmpty();

        for (String keptFrom : List.of("now()", "'infinity'", "NULL")) {
            for (String month : List.of(lastMonth, "now()", "'infinity'")) {
                assertThat(state("SELECT audit_drop_partition(" + month + ", " + keptFrom + ")"))
                        .isEqualTo("55000");
            }
            // written like months of this era
            String before = "(to_char(now(), 'YYYY-MM') || '-15 00:00:00+00 BC')::timestamptz";
            assertThat(state("SELECT audit_drop_partition(" + before + ", " + keptFrom + ")"))
                    .isEqualTo("22008");
            assertThat(state("SELECT audit_drop_partition('-infinity', " + keptFrom + ")"))
                    .isEqualTo("22008");
        }
        assertThat(state("SELECT audit_make_partition('2026-01-01 00:00:00+00 BC')"))
                .isEqualTo("22008");
    }

    @Test
    void whatRunsAsTheOwnerFindsOnlyWhatIsTheOwners() {
        assertThat(stored.rows(LOOSE_DEFINERS)).isEmpty();
    }

    /** PostgreSQL only warns of what it leaves out. */
    @Test
    void deletedRowsOfPeopleMayBeCleanedAway() throws SQLException {
        try (Connection connection = own.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM people.data_key, people.identity, people.subject");

            assertThat((Object) statement.getWarnings()).isNull();
        }
    }

    private Set<String> allowed(String relation, String kind, String... columns) throws SQLException {
        String type = kind.equals("v") ? "VIEW " : "TABLE ";
        Map<String, String> attempts = Map.of(
                "INSERT", "INSERT INTO " + relation + " DEFAULT VALUES",
                "DELETE", "DELETE FROM " + relation + " WHERE false",
                "TRUNCATE", "TRUNCATE " + relation,
                "DROP", "DROP " + type + relation,
                "ALTER", "ALTER " + type + relation + " RENAME TO forged",
                "TRIGGER", "CREATE TRIGGER t BEFORE INSERT ON " + relation + " EXECUTE FUNCTION lo_manage()");
        Set<String> allowed = new TreeSet<>();
        for (Map.Entry<String, String> each : attempts.entrySet()) {
            if (!kind.equals("v") || !each.getKey().matches("TRUNCATE|TRIGGER")) {
                addIfAllowed(allowed, each.getKey(), each.getValue());
            }
        }
        Set<String> changed = new TreeSet<>();
        for (String column : columns) {
            addIfAllowed(changed, column, "UPDATE " + relation + " SET " + column + " = NULL WHERE false");
        }
        if (changed.size() == columns.length) {
            allowed.add("UPDATE");
        } else {
            allowed.addAll(changed);
        }
        return allowed;
    }

    private void addIfAllowed(Set<String> allowed, String what, String attempt) throws SQLException {
        if (!NOT_DONE.contains(state(attempt))) {
            allowed.add(what);
        }
    }

    /** The SQLSTATE that the service's user is answered with, empty if it is done; taken back. */
    private String state(String attempt) throws SQLException {
        try (Connection connection = own.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute(attempt);
                return "";
            } catch (SQLException e) {
                return e.getSQLState();
            } finally {
                connection.rollback();
            }
        }
    }
}
