package dev.portolan.connector.db.gate;

import java.util.List;

/**
 * A statement that tries to get something written past a {@link ReadOnlyTransaction}. What it would write is a
 * temporary table: refused in a read-only transaction like any other DDL, yet gone with the session and invisible to
 * everyone else if it should ever succeed. Trying therefore leaves nothing behind, whether the gate holds or not.
 *
 * @param name for people
 * @param sql the statement
 * @param needsFunction whether it calls the function of {@link #FUNCTIONS}
 */
record Attack(String name, String sql, boolean needsFunction) {
    /** The table an attack makes if it succeeds. */
    static final String TRACE = "portolan_trace";

    /** Made in the session's own temporary schema before the attacks that call them. */
    static final String FUNCTIONS =
            "CREATE FUNCTION pg_temp.portolan_write() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN "
                    + "CREATE TEMP TABLE portolan_trace (x int); RETURN 1; END $f$; "
                    + "CREATE FUNCTION pg_temp.portolan_unlock() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN "
                    + "SET TRANSACTION READ WRITE; CREATE TEMP TABLE portolan_trace (x int); RETURN 1; END $f$; "
                    + "CREATE FUNCTION pg_temp.portolan_commit() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN "
                    + "COMMIT; CREATE TEMP TABLE portolan_trace (x int); RETURN 1; END $f$";

    private static final String WRITE = "CREATE TEMP TABLE portolan_trace (x int)";

    static List<Attack> all() {
        return List.of(
                statement("write", WRITE),
                statement("commit, then write", "SELECT 1; COMMIT; " + WRITE),
                statement("rollback, then write", "SELECT 1; ROLLBACK; " + WRITE),
                statement("end, begin read-write, write", "SELECT 1; END; BEGIN READ WRITE; " + WRITE),
                statement("empty statement, then write", "; COMMIT; " + WRITE),
                statement("write behind a string", "SELECT 'a;b'; COMMIT; " + WRITE),
                statement("write behind an escape string", "SELECT E'\\';'; COMMIT; " + WRITE),
                statement("write behind a dollar quote", "SELECT $a$;$a$; COMMIT; " + WRITE),
                statement("write behind a line comment", "SELECT 1 -- ;\n; COMMIT; " + WRITE),
                statement("write behind a nested comment", "SELECT 1 /* /* */ ; */; COMMIT; " + WRITE),
                statement("SET TRANSACTION", "SET TRANSACTION READ WRITE"),
                statement("SET TRANSACTION, then write", "SELECT 1; SET TRANSACTION READ WRITE; " + WRITE),
                statement("set_config, local", "SELECT set_config('transaction_read_only', 'off', true)"),
                statement("set_config, session", "SELECT set_config('transaction_read_only', 'off', false)"),
                statement(
                        "SESSION CHARACTERISTICS",
                        "SELECT 1; SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE; COMMIT; " + WRITE),
                statement(
                        "default_transaction_read_only",
                        "SELECT 1; SET default_transaction_read_only = off; COMMIT; " + WRITE),
                statement("SELECT INTO", "SELECT 1 AS x INTO TEMP portolan_trace"),
                statement("CREATE TABLE AS", "CREATE TEMP TABLE portolan_trace AS SELECT 1"),
                statement("EXPLAIN ANALYZE", "EXPLAIN ANALYZE CREATE TEMP TABLE portolan_trace AS SELECT 1"),
                statement("DO", "DO $$ BEGIN " + WRITE + "; END $$"),
                statement("COPY TO PROGRAM", "COPY (SELECT 1) TO PROGRAM 'true'"),
                statement("PREPARE", "PREPARE portolan_p AS SELECT 1"),
                statement("DELETE", "DELETE FROM pg_catalog.pg_description WHERE false"),
                statement(
                        "data-modifying WITH",
                        "WITH w AS (DELETE FROM pg_catalog.pg_description WHERE false RETURNING 1) SELECT * FROM w"),
                statement("FOR UPDATE", "SELECT 1 FROM pg_catalog.pg_class WHERE false FOR UPDATE"),
                function("function that writes", "SELECT pg_temp.portolan_write()"),
                function("function that unlocks and writes", "SELECT pg_temp.portolan_unlock()"),
                function("function that commits and writes", "SELECT pg_temp.portolan_commit()"));
    }

    private static Attack statement(String name, String sql) {
        return new Attack(name, sql, false);
    }

    private static Attack function(String name, String sql) {
        return new Attack(name, sql, true);
    }
}
