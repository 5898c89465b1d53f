package dev.portolan.connector.db.failure;

import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The one place where errors of the server become ours. It reads SQLSTATE and position and nothing else: the
 * server's message, detail, hint and context quote rows ({@code invalid input syntax for type integer: "S1"}), so no
 * word of them is used. Names in our sentences are cut from the caller's own SQL at the position the server gave.
 *
 * <p>SQLSTATEs: PostgreSQL 18 documentation, appendix A.
 */
public final class DatabaseErrors {
    private static final int MAX_TOKEN = 60;

    /** Single states that mean something else than their class. */
    private static final Map<String, FailureCode> STATES = Map.ofEntries(
            Map.entry("42601", FailureCode.SYNTAX_ERROR),
            Map.entry("42501", FailureCode.PERMISSION_DENIED),
            Map.entry("42P01", FailureCode.UNDEFINED_TABLE),
            Map.entry("42703", FailureCode.UNDEFINED_COLUMN),
            Map.entry("42883", FailureCode.UNDEFINED_FUNCTION),
            Map.entry("42704", FailureCode.UNDEFINED_OBJECT),
            Map.entry("3F000", FailureCode.UNDEFINED_OBJECT),
            Map.entry("42702", FailureCode.AMBIGUOUS_NAME),
            Map.entry("42725", FailureCode.AMBIGUOUS_NAME),
            Map.entry("42P02", FailureCode.INVALID_PARAMETER),
            Map.entry("42P18", FailureCode.INVALID_PARAMETER),
            Map.entry("08P01", FailureCode.INVALID_PARAMETER),
            Map.entry("57014", FailureCode.TIMEOUT),
            Map.entry("57P04", FailureCode.UNAVAILABLE),
            Map.entry("53300", FailureCode.TOO_MANY_CONNECTIONS),
            Map.entry("55P03", FailureCode.CONFLICT));

    /** By class, the first two characters. */
    private static final Map<String, FailureCode> CLASSES = Map.ofEntries(
            Map.entry("08", FailureCode.UNAVAILABLE),
            Map.entry("0A", FailureCode.UNSUPPORTED),
            Map.entry("21", FailureCode.DATA_ERROR),
            Map.entry("22", FailureCode.DATA_ERROR),
            Map.entry("25", FailureCode.READ_ONLY_VIOLATION),
            Map.entry("26", FailureCode.UNDEFINED_OBJECT),
            Map.entry("28", FailureCode.UNAVAILABLE),
            Map.entry("3D", FailureCode.UNAVAILABLE),
            Map.entry("3F", FailureCode.UNDEFINED_OBJECT),
            Map.entry("40", FailureCode.CONFLICT),
            Map.entry("42", FailureCode.INVALID_QUERY),
            Map.entry("53", FailureCode.OUT_OF_RESOURCES),
            Map.entry("54", FailureCode.OUT_OF_RESOURCES),
            Map.entry("55", FailureCode.CONFLICT),
            Map.entry("P0", FailureCode.DATA_ERROR),
            Map.entry("57", FailureCode.UNAVAILABLE),
            Map.entry("58", FailureCode.UNAVAILABLE));

    private DatabaseErrors() {}

    /** What an error means that has nothing to do with the caller's SQL: connecting, our own statements. */
    public static DatabaseFailure of(SQLException error) {
        return of(error, "", 0);
    }

    /**
     * What an error means to the caller whose SQL raised it.
     *
     * @param error as the driver threw it
     * @param sql the caller's SQL
     * @param offset how many characters of ours stood before it in the statement that was sent
     */
    public static DatabaseFailure of(SQLException error, String sql, int offset) {
        String state = error.getSQLState();
        int position = position(error, sql, offset);
        FailureCode code = classify(error, sql, position);
        return new DatabaseFailure(code, sentence(code, state, token(sql, position)), state, position);
    }

    private static FailureCode classify(SQLException error, String sql, int position) {
        String state = error.getSQLState();
        ServerErrorMessage said = said(error);
        if (state == null || state.length() != 5) {
            return FailureCode.INTERNAL;
        }
        if (said == null) {
            return fromDriver(state, error);
        }
        if (state.equals("42601") && startsOtherwise(sql, position)) {
            return FailureCode.NOT_A_QUERY;
        }
        if ("transformDeclareCursorStmt".equals(said.getRoutine())) {
            return FailureCode.READ_ONLY_VIOLATION;
        }
        FailureCode single = STATES.get(state);
        return single != null ? single : CLASSES.getOrDefault(state.substring(0, 2), FailureCode.INTERNAL);
    }

    /** What the driver itself raises: the connection broke, or rows exceed {@code maxResultBuffer}. */
    private static FailureCode fromDriver(String state, SQLException error) {
        if (state.equals("08S01") && error.getCause() == null) {
            return FailureCode.RESULT_TOO_LARGE;
        }
        if (state.equals("08006") && error.getCause() == null) {
            // The query changed client_encoding or DateStyle; the driver cannot read on and has hung up
            return FailureCode.UNSUPPORTED;
        }
        return CLASSES.getOrDefault(state.substring(0, 2), FailureCode.INTERNAL);
    }

    /** The server stumbles over the very first word if that begins no query. */
    private static boolean startsOtherwise(String sql, int position) {
        return position > 0 && sql.substring(0, indexOf(sql, position)).isBlank();
    }

    /** Connecting fails for reasons an operator can act on; SQLSTATE tells them apart without quoting anything. */
    private static String sentence(FailureCode code, @Nullable String state, String token) {
        if (code == FailureCode.UNAVAILABLE && state != null) {
            if (state.startsWith("28")) {
                return "The database server does not let this source's role in (role, password or pg_hba.conf).";
            }
            if (state.startsWith("3D")) {
                return "The database server has no database of that name.";
            }
        }
        return code.sentence(token);
    }

    private static @Nullable ServerErrorMessage said(SQLException error) {
        return error instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    }

    private static int position(SQLException error, String sql, int offset) {
        ServerErrorMessage said = said(error);
        int position = said == null ? 0 : said.getPosition() - offset;
        return position >= 1 && position <= sql.codePointCount(0, sql.length()) ? position : 0;
    }

    private static String token(String sql, int position) {
        if (position < 1) {
            return "";
        }
        int from = indexOf(sql, position);
        int to = from;
        while (to < sql.length() && to - from < MAX_TOKEN && isNamePart(sql.charAt(to))) {
            to++;
        }
        return to == from ? sql.substring(from, Math.min(from + 1, sql.length())) : sql.substring(from, to);
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '"' || c == '$';
    }

    /** The server counts characters, Java counts UTF-16 units. */
    private static int indexOf(String sql, int position) {
        return sql.offsetByCodePoints(0, position - 1);
    }
}
