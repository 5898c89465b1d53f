package dev.portolan.connector.db.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.connector.db.TestDatabase;
import dev.portolan.connector.db.gate.CancelSignal;
import dev.portolan.connector.db.gate.GatedQuery;
import dev.portolan.connector.db.gate.ReadOnlyGate;
import dev.portolan.connector.db.gate.RowSink;
import dev.portolan.connector.db.session.SessionPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What PostgreSQL holds and what a client reads, byte for byte. */
class TypeFidelityTest {
    private static SessionPool pool;

    @BeforeAll
    static void open() {
        TestDatabase.instance()
                .admin(
                        "shop",
                        "DROP TYPE IF EXISTS mood CASCADE; CREATE TYPE mood AS ENUM ('glad', 'sad'); "
                                + "DROP DOMAIN IF EXISTS positive; CREATE DOMAIN positive AS int CHECK (VALUE > 0)");
        pool = TestDatabase.instance().pool("shop_reader");
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "true                                          | bool        | true",
                "1::smallint                                   | int2        | 1",
                "(-2147483648)::int                            | int4        | -2147483648",
                "100::int                                      | int4        | 100",
                "9223372036854775807                           | int8        | \"9223372036854775807\"",
                "4294967295::oid                               | oid         | 4294967295",
                "1.10::numeric(10,2)                           | numeric     | \"1.10\"",
                "12345678901234567890.123456789                | numeric     | \"12345678901234567890.123456789\"",
                "'NaN'::numeric                                | numeric     | \"NaN\"",
                "'Infinity'::numeric                           | numeric     | \"Infinity\"",
                "0.1::float8                                   | float8      | 0.1",
                "0.1::float4                                   | float4      | 0.1",
                "1e300::float8                                 | float8      | 1E+300",
                "'NaN'::float8                                 | float8      | \"NaN\"",
                "'-Infinity'::float4                           | float4      | \"-Infinity\"",
                "'-0'::float8                                  | float8      | 0",
                "'\\x00ff10'::bytea                            | bytea       | \"AP8Q\"",
                "''::bytea                                     | bytea       | \"\"",
                "'a\"b\\c'                                     | text        | \"a\\\"b\\\\c\"",
                "'x'::char(3)                                  | bpchar      | \"x  \"",
                "'😀'::varchar                                 | varchar     | \"😀\"",
                "'2026-11-20'::date                            | date        | \"2026-11-20\"",
                "'0044-03-15 BC'::date                         | date        | \"-0043-03-15\"",
                "'infinity'::date                              | date        | \"infinity\"",
                "'2026-11-20 12:34:56.000001'::timestamp       | timestamp   | \"2026-11-20T12:34:56.000001\"",
                "'294276-12-31'::timestamp                     | timestamp   | \"+294276-12-31T00:00:00\"",
                "'2026-11-20 12:34:56+00'::timestamptz         | timestamptz | \"2026-11-20T12:34:56Z\"",
                "'-infinity'::timestamptz                      | timestamptz | \"-infinity\"",
                "'12:34:56.5'::time                            | time        | \"12:34:56.5\"",
                "'12:34:56+05:30'::timetz                      | timetz      | \"12:34:56+05:30\"",
                "'1 year 2 mons 3 days 04:05:06.7'::interval   | interval    | \"P1Y2M3DT4H5M6.7S\"",
                "'6f1e0c9e-1b1f-4a86-9df8-0d1f4a2f6b11'::uuid | uuid | \"6f1e0c9e-1b1f-4a86-9df8-0d1f4a2f6b11\"",
                "'{\"a\":1.10,\"b\":[null,1234567890123456789]}'::jsonb|jsonb|{\"a\":1.10,\"b\":[null,1234567890123456789]}",
                "'null'::json                                  | json        | null",
                "'\"x\"'::jsonb                                | jsonb       | \"x\"",
                "array[1,null,3]                               | int4[]      | [1,null,3]",
                "array[[1,2],[3,4]]                            | int4[]      | [[1,2],[3,4]]",
                "'{}'::text[]                                  | text[]      | []",
                "array['a,b','c\"d','NULL',null,'{}']|text[]|[\"a,b\",\"c\\\"d\",\"NULL\",null,\"{}\"]",
                "array[1::bigint]                              | int8[]      | [\"1\"]",
                "array['{\"a\": 1}'::jsonb]                    | jsonb[]     | [{\"a\":1}]",
                "array['2026-11-20 00:00:00+00'::timestamptz]  | timestamptz[] | [\"2026-11-20T00:00:00Z\"]",
                "'[2:3]={1,2}'::int[]                          | int4[]      | \"[2:3]={1,2}\"",
                "array['(1,1),(0,0)'::box]                     | box[]       | \"{(1,1),(0,0)}\"",
                "int4range(1, 5)                               | int4range   | \"[1,5)\"",
                "'{[1,2),[5,6)}'::int4multirange               | int4multirange | \"{[1,2),[5,6)}\"",
                "'glad'::mood                                  | mood        | \"glad\"",
                "7::positive                                   | int4        | 7",
                "row(1, 'a b')                                 | record      | \"(1,\\\"a b\\\")\"",
                "'192.168.0.1/24'::inet                        | inet        | \"192.168.0.1/24\"",
                "b'101'                                        | bit         | \"101\"",
                "'(1,2)'::point                                | point       | \"(1,2)\"",
                "'a b'::tsvector                               | tsvector    | \"'a' 'b'\"",
                "null::int8                                    | int8        | null"
            })
    void aValueReachesTheClientUnchanged(String expression, String type, String json) {
        RecordingSink sink = run("SELECT " + expression, List.of());

        assertThat(sink.columns.get(0).type()).isEqualTo(type);
        assertThat(JsonValues.of(type, sink.rows.get(0)[0])).hasToString(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "$1::int + 1           | 41                   | int4    | 42",
                "$1::bigint            | \"9007199254740993\" | int8    | \"9007199254740993\"",
                "$1::date + 1          | \"2026-11-19\"       | date    | \"2026-11-20\"",
                "$1::numeric * 2       | 1.5                  | numeric | \"3.0\"",
                "not $1                | true                 | bool    | false",
                "$1::jsonb -> 'a'      | {\"a\":[1]}          | jsonb   | [1]",
                "3 = any($1::int[])    | [1,2,3]              | bool    | true",
                "$1::text[]            | [\"a\\\"b\",null]    | text[]  | [\"a\\\"b\",null]",
                "$1::text is null      | null                 | bool    | true"
            })
    void theServerTypesAParameter(String expression, String parameter, String type, String json) throws Exception {
        var values = List.of(new ObjectMapper().readTree(parameter));

        RecordingSink sink = run("SELECT " + expression, Parameters.textForms(values));

        assertThat(sink.columns.get(0).type()).isEqualTo(type);
        assertThat(JsonValues.of(type, sink.rows.get(0)[0])).hasToString(json);
    }

    @Test
    void duplicateNamesAndEmptyResultsKeepTheirColumns() {
        RecordingSink sink = run("SELECT 1 AS a, 2 AS a, 'x' WHERE false", List.of());

        assertThat(sink.columns).extracting(RowSink.Column::name).containsExactly("a", "a", "?column?");
        assertThat(sink.rows).isEmpty();
    }

    @Test
    void aSessionSettingOfTheQueryCannotMakeTheConnectorFail() {
        RecordingSink sink = run(
                "SELECT set_config('bytea_output', 'escape', true), "
                        + "set_config('IntervalStyle', 'sql_standard', true), now(), '\\x01'::bytea, "
                        + "d FROM generate_series(timestamp '2026-01-01', '2026-01-03', '1 day') d",
                List.of());

        assertThat(sink.rows).hasSize(3);
        assertThat(JsonValues.of("timestamp", sink.rows.get(2)[4]).isTextual()).isTrue();
    }

    private static RecordingSink run(String sql, List<@Nullable String> parameters) {
        RecordingSink sink = new RecordingSink();
        new ReadOnlyGate()
                .query(pool, new GatedQuery(sql, parameters, Duration.ofSeconds(5), 10), CancelSignal.NEVER, sink);
        return sink;
    }

    private static final class RecordingSink implements RowSink {
        final List<Column> columns = new ArrayList<>();
        final List<String[]> rows = new ArrayList<>();

        @Override
        public void columns(List<Column> all) {
            columns.addAll(all);
        }

        @Override
        public boolean row(@Nullable String[] values) {
            rows.add(values);
            return true;
        }
    }
}
