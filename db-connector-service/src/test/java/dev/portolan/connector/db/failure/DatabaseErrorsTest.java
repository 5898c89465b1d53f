package dev.portolan.connector.db.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portolan.connector.db.TestDatabase;
import dev.portolan.connector.db.gate.CancelSignal;
import dev.portolan.connector.db.gate.GatedQuery;
import dev.portolan.connector.db.gate.ReadOnlyGate;
import dev.portolan.connector.db.gate.RowSink;
import dev.portolan.connector.db.session.SessionPool;
import dev.portolan.connector.db.session.Sessions;
import dev.portolan.connector.db.session.SourceUrl;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real errors of a real server, as callers see them. */
class DatabaseErrorsTest {
    private final TestDatabase database = TestDatabase.instance();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELEC 1                             | NOT_A_QUERY          | 42601 | 1  | SELEC",
                "INSERT INTO orders VALUES (1)       | NOT_A_QUERY          | 42601 | 1  | INSERT",
                "SELECT 1 FORM t                     | SYNTAX_ERROR         | 42601 | 15 | t",
                "SELECT * FROM public.nowhere        | UNDEFINED_TABLE      | 42P01 | 15 | public.nowhere",
                "SELECT nothing FROM customers       | UNDEFINED_COLUMN     | 42703 | 8  | nothing",
                "SELECT '😀', nothing FROM customers | UNDEFINED_COLUMN     | 42703 | 13 | nothing",
                "SELECT missing(1)                   | UNDEFINED_FUNCTION   | 42883 | 8  | missing",
                "SELECT 1::nosuchtype                | UNDEFINED_OBJECT     | 42704 | 11 | nosuchtype",
                "SELECT id FROM orders a, orders b   | AMBIGUOUS_NAME       | 42702 | 8  | id",
                "SELECT id, count(*) FROM orders     | INVALID_QUERY        | 42803 | 8  | id",
                "SELECT * FROM secrets               | PERMISSION_DENIED    | 42501 | 0  | ''",
                "SELECT write_order()                | READ_ONLY_VIOLATION  | 25006 | 0  | ''",
                "WITH w AS (DELETE FROM orders RETURNING 1) TABLE w | READ_ONLY_VIOLATION | 0A000 | 0 | ''",
                "SELECT 1/0                          | DATA_ERROR           | 22012 | 0  | ''",
                "SELECT $1::int                      | INVALID_PARAMETER    | 08P01 | 0  | ''"
            })
    void anErrorHasACodeAStateAPositionAndAName(String sql, FailureCode code, String state, int position, String name) {
        DatabaseFailure failure = fail(sql);

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.sqlState()).isEqualTo(state);
        assertThat(failure.position().orElse(0)).isEqualTo(position);
        assertThat(failure.sentence()).contains(name.isEmpty() ? "" : "\"" + name + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT code::int FROM secrets",
                "SELECT (code || 'x')::date FROM secrets",
                "SELECT code::jsonb FROM secrets",
                "SELECT fail_with_data()",
                "SELECT code::mood2 FROM secrets",
                "SELECT xmlparse(document code) FROM secrets",
                "SELECT regexp_replace('a', '(' || code, '') FROM secrets",
                "SELECT code::regclass FROM secrets",
                "SELECT set_config('statement_timeout', code, true) FROM secrets",
                "SELECT format('%' || code, 1) FROM secrets"
            })
    void dataNeverAppearsInAnError(String leaking) {
        try (SessionPool pool = database.pool("shop_owner")) {
            DatabaseFailure failure = fail(pool, leaking);

            assertThat(failure).hasNoCause();
            assertThat(failure.sentence() + failure.code().hint() + failure).doesNotContain("MARKER");
        }
    }

    @Test
    void whoCannotLogInIsToldSoWithoutThePassword() {
        var sessions = new Sessions(
                SourceUrl.parse("postgresql://shop_reader:wrong-secret-9@localhost:" + database.port() + "/nowhere"),
                new TestDatabase.FakePoolConfig());

        DatabaseFailure failure = catchThrowableOfType(DatabaseFailure.class, sessions::open);

        assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
        assertThat(failure.sentence()).doesNotContain("wrong-secret-9");
    }

    private DatabaseFailure fail(String sql) {
        try (SessionPool pool = database.pool("shop_reader")) {
            return fail(pool, sql);
        }
    }

    private static DatabaseFailure fail(SessionPool pool, String sql) {
        GatedQuery query = new GatedQuery(sql, List.of(), Duration.ofSeconds(5), 5);
        return catchThrowableOfType(
                DatabaseFailure.class, () -> new ReadOnlyGate().query(pool, query, CancelSignal.NEVER, new RowSink() {
                    @Override
                    public void columns(List<Column> columns) {}

                    @Override
                    public boolean row(@Nullable String[] values) {
                        return true;
                    }
                }));
    }
}
