package dev.portolan.connector.db.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.connector.db.TestDatabase;
import dev.portolan.connector.db.failure.DatabaseFailure;
import dev.portolan.connector.db.session.SessionPool;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The attacks of the field, as the tables' owner and as a reader; and what must not be refused. */
class AttackSuiteTest {
    private static final String WRITE = "INSERT INTO orders VALUES (77777, 1, 1)";
    private static final String STATE =
            "SELECT (SELECT count(*) FROM orders) || '/' || (SELECT count(*) FROM customers) || '/' "
                    + "|| (SELECT last_value FROM counter) || '/' || (SELECT count(*) FROM pg_class) || '/' "
                    + "|| (SELECT count(*) FROM pg_proc) || '/' || (SELECT count(*) FROM pg_largeobject_metadata) "
                    + "|| '/' || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory')";

    private static final List<String> REFUSED = List.of(
            // the thirteen of the study
            "SELECT 1; COMMIT; " + WRITE,
            "SELECT 1; ROLLBACK; " + WRITE,
            "SET TRANSACTION READ WRITE; " + WRITE,
            "SELECT 1; SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE; COMMIT; " + WRITE,
            "SELECT 1; SET default_transaction_read_only = off; COMMIT; " + WRITE,
            "SELECT set_config('transaction_read_only', 'off', true)",
            "WITH w AS (" + WRITE + " RETURNING 1) SELECT * FROM w",
            "SELECT * INTO stolen FROM orders",
            "SELECT write_order()",
            "SELECT write_as_owner()",
            "DO $$ BEGIN " + WRITE + "; END $$",
            "COPY (SELECT 1) TO PROGRAM 'true'",
            "SELECT nextval('counter')",
            // ours
            WRITE,
            "UPDATE orders SET total = 0",
            "DELETE FROM orders",
            "TRUNCATE orders",
            "MERGE INTO orders o USING customers c ON false WHEN NOT MATCHED THEN INSERT VALUES (77777, 1, 1)",
            "CREATE TABLE stolen AS TABLE orders",
            "CREATE TEMP TABLE stolen (x int)",
            "DROP TABLE orders",
            "ALTER TABLE orders ADD x int",
            "GRANT ALL ON orders TO PUBLIC",
            "SELECT setval('counter', 4711)",
            "SELECT lo_create(4711)",
            "SELECT lo_from_bytea(4711, 'x')",
            "SELECT * FROM orders FOR UPDATE",
            "SELECT * FROM orders FOR SHARE",
            "EXPLAIN ANALYZE " + WRITE,
            "CALL write_order()",
            "EXECUTE portolan",
            "PREPARE p AS " + WRITE,
            "LOCK TABLE orders",
            "VACUUM orders",
            "LISTEN x",
            "NOTIFY x",
            "DISCARD ALL",
            "RESET ALL",
            "SET ROLE shop_owner",
            "BEGIN",
            "COMMIT",
            "END; " + WRITE,
            "; " + WRITE,
            "SELECT 'it''s; fine'; " + WRITE,
            "SELECT E'\\'; --'; " + WRITE,
            "SELECT $a$ ; $a$; " + WRITE,
            "SELECT 1 -- ;\n; " + WRITE,
            "SELECT 1 /* /* */ */; " + WRITE,
            "SELECT 1\u0000; " + WRITE,
            "SELECT 1; CLOSE portolan; " + WRITE,
            "SELECT 1; DECLARE x CURSOR WITH HOLD FOR SELECT 1",
            "(WITH w AS (DELETE FROM orders RETURNING 1) SELECT * FROM w)",
            "SELECT set_config('default_transaction_read_only', 'off', false), set_config('transaction_read_only', "
                    + "'off', false), write_order()",
            "SELECT pg_catalog.set_config('session_authorization', 'postgres', false)",
            "SELECT U&\"write\\005forder\"()");

    private static final List<String> ACCEPTED = List.of(
            "SELECT 1",
            "SELECT 1;",
            "  select 1 ;  ",
            "SELECT 1 -- done",
            "SELECT 1; -- done",
            "/* a /* nested */ comment */ SELECT 1",
            "SELECT $$a;b$$, $tag$;$tag$, E'\\';', 'a;b', U&'\\0041'",
            "VALUES (1, 'a'), (2, 'b')",
            "TABLE customers",
            "WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT sum(n) FROM t",
            "WITH a AS MATERIALIZED (SELECT * FROM orders) SELECT count(*) FROM a",
            "SELECT rank() OVER (PARTITION BY customer_id ORDER BY total) FROM orders LIMIT 3",
            "(SELECT 1) UNION (SELECT 2) ORDER BY 1",
            "SELECT * FROM customers c LEFT JOIN LATERAL (SELECT max(total) FROM orders o WHERE o.customer_id = c.id) m"
                    + " ON true LIMIT 2",
            "SELECT FROM customers",
            "SELECT now(), current_user, version()",
            "SELECT '{\"a\": 1}'::jsonb ? 'a', array[1,2] @> array[1]",
            "SELECT count(*) FILTER (WHERE total > 10), percentile_cont(0.5) WITHIN GROUP (ORDER BY total) FROM orders",
            "SELECT * FROM generate_series(1, 3) WITH ORDINALITY",
            "SELECT * FROM big_orders LIMIT 1",
            "SELECT pg_notify('x', 'undone by ROLLBACK')",
            "SELECT pg_advisory_lock(4711), pg_advisory_lock_shared(4712)",
            "SELECT pg_try_advisory_lock(4713)");

    private final ReadOnlyGate gate = new ReadOnlyGate();
    private final TestDatabase database = TestDatabase.instance();
    private String before = "";

    static Stream<Arguments> refused() {
        return Stream.of("shop_owner", "shop_reader")
                .flatMap(role -> REFUSED.stream().map(s -> Arguments.of(role, s)));
    }

    static Stream<Arguments> accepted() {
        return Stream.of("shop_owner", "shop_reader")
                .flatMap(role -> ACCEPTED.stream().map(s -> Arguments.of(role, s)));
    }

    @BeforeEach
    void rememberState() {
        before = database.ask(STATE);
    }

    @AfterEach
    void nothingWasWrittenOrLocked() {
        assertThat(database.ask(STATE)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void anAttackIsRefused(String role, String attack) {
        try (SessionPool pool = database.pool(role)) {
            assertThatThrownBy(() -> gate.query(pool, query(attack), CancelSignal.NEVER, new RecordingSink()))
                    .isInstanceOf(DatabaseFailure.class);
            assertThat(pool.inUse()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void aLegitimateQueryIsNotRefused(String role, String sql) {
        try (SessionPool pool = database.pool(role)) {
            RecordingSink sink = new RecordingSink();
            gate.query(pool, query(sql), CancelSignal.NEVER, sink);
            assertThat(sink.rows).isNotEmpty();
            assertThat(pool.inUse()).isZero();
            // the lock check must see the session alive in the pool
            assertThat(database.ask(STATE)).isEqualTo(before);
        }
    }

    private static GatedQuery query(String sql) {
        return new GatedQuery(sql, List.of(), Duration.ofSeconds(10), 200);
    }
}
