package dev.portolan.connector.db.source;

import dev.portolan.connector.db.failure.DatabaseErrors;
import dev.portolan.connector.db.failure.DatabaseFailure;
import dev.portolan.connector.db.gate.GateSelfTest;
import dev.portolan.connector.db.session.Session;
import dev.portolan.connector.db.session.Sessions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at a source on a connection of its own and says whether it may be served. */
final class Examination {
    private static final String ROLE = """
            SELECT coalesce((SELECT bool_or(r.rolsuper) FROM pg_catalog.pg_roles r
                              WHERE pg_catalog.pg_has_role(session_user, r.oid, 'MEMBER')), false),
                   (SELECT count(*) FROM pg_catalog.pg_class c
                      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                     WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                       AND n.nspname NOT LIKE 'pg\\_%'
                       AND pg_catalog.has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')),
                   EXISTS (SELECT FROM pg_catalog.pg_proc p
                            WHERE p.proname = 'dblink_exec' AND pg_catalog.has_function_privilege(p.oid, 'EXECUTE'))
            """;

    private final GateSelfTest selfTest;
    private final boolean allowSuperuser;

    Examination(GateSelfTest selfTest, boolean allowSuperuser) {
        this.selfTest = selfTest;
        this.allowSuperuser = allowSuperuser;
    }

    SourceState of(Sessions sessions) {
        try (Session session = sessions.open()) {
            @Nullable String[] role = session.single(ROLE, List.of()).rows().get(0);
            boolean superuser = "t".equals(role[0]);
            if (superuser && !allowSuperuser) {
                return SourceState.refused("The role is or may become a superuser, whom no read-only transaction "
                        + "stops; use another role, or set ALLOW_SUPERUSER for this source.");
            }
            GateSelfTest.Report report = selfTest.run(session);
            if (!report.broken().isEmpty()) {
                return SourceState.refused("The self-test could write: " + String.join(", ", report.broken()) + ".");
            }
            return SourceState.ready(report.held().size(), notes(superuser, role, report));
        } catch (SQLException e) {
            return SourceState.down(DatabaseErrors.of(e).sentence());
        } catch (DatabaseFailure failure) {
            return SourceState.down(failure.sentence());
        }
    }

    private static List<String> notes(boolean superuser, @Nullable String[] role, GateSelfTest.Report report) {
        List<String> notes = new ArrayList<>();
        if (superuser) {
            notes.add("The role is or may become a superuser; read-only is not guaranteed.");
        }
        if (!"0".equals(role[1])) {
            notes.add("The role may write " + role[1] + " tables; the gate prevents it, a read-only role is better.");
        }
        if ("t".equals(role[2])) {
            notes.add("The role may call dblink_exec, which acts outside the transaction.");
        }
        if (!report.notTried().isEmpty()) {
            notes.add(report.notTried().size() + " attacks were not tried: no temporary functions for this role.");
        }
        return notes;
    }
}
