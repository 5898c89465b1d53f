package dev.portolan.connector.db.failure;

import java.util.Locale;

/** Every reason for which a call to a database has no answer. The list callers may rely on. */
public enum FailureCode {
    SYNTAX_ERROR(
            false,
            "The SQL has a syntax error%s, or is more than one statement.",
            "PostgreSQL dialect, one statement; check the SQL at the position."),
    NOT_A_QUERY(
            false,
            "Only a query can be run, not another kind of statement%s.",
            "Send one SELECT, VALUES, TABLE or WITH … SELECT; for EXPLAIN use explain_query."),
    UNDEFINED_TABLE(false, "There is no such table or view%s.", "See list_tables; qualify the name with its schema."),
    UNDEFINED_COLUMN(false, "There is no such column%s.", "See describe_table."),
    UNDEFINED_FUNCTION(
            false, "There is no such function or operator%s.", "Check the name, or cast the arguments to its types."),
    UNDEFINED_OBJECT(false, "There is no such object%s.", "Check the name of the type, schema or other object."),
    AMBIGUOUS_NAME(false, "A name is ambiguous%s.", "Qualify the name with its table."),
    INVALID_QUERY(false, "The query is not valid%s.", "Check types, GROUP BY and the number of columns."),
    PERMISSION_DENIED(
            false, "The role of this source lacks the permission.", "Ask whoever runs the database, or read less."),
    READ_ONLY_VIOLATION(false, "The query tried to change something and was refused.", "This connector only reads."),
    INVALID_PARAMETER(
            false,
            "The arguments or parameters do not fit the query%s.",
            "Give one value per $n, in order, fit for the type it is used as; cast with $1::type."),
    DATA_ERROR(
            false,
            "A value that the query met cannot be converted or computed with%s.",
            "Leave such rows out, or use nullif, a CASE or another type."),
    TIMEOUT(
            false,
            "The query took longer than it may and was ended.",
            "Filter or aggregate more; explain_query shows the plan."),
    CANCELLED(true, "The query was cancelled.", "Ask again if the answer is still wanted."),
    BUSY(true, "All connections of this source are in use.", "Try again in a few seconds."),
    TOO_MANY_CONNECTIONS(true, "The database server accepts no more connections.", "Try again later."),
    CONFLICT(true, "The query met a lock or a concurrent change.", "Try again."),
    UNAVAILABLE(
            true,
            "The database server cannot be reached or ended the connection.",
            "It is tried again by itself; other sources are not affected."),
    OUT_OF_RESOURCES(true, "The database server ran into one of its limits.", "Ask for less."),
    RESULT_TOO_LARGE(
            false, "A row is larger than this connector takes in.", "Select shorter values, e.g. left(column, 1000)."),
    SOURCE_REFUSED(false, "This source is not served.", "Whoever runs the connector must change it; see list_sources."),
    UNKNOWN_SOURCE(false, "There is no source of that name.", "See list_sources."),
    UNKNOWN_TABLE(false, "There is no such table that this source's role may see.", "See list_tables."),
    UNSUPPORTED(false, "The database server does not support that%s.", "Write the query another way."),
    INTERNAL(false, "The database server failed.", "The operator finds more in the server's log.");

    private final boolean retryable;
    private final String sentence;
    private final String hint;

    FailureCode(boolean retryable, String sentence, String hint) {
        this.retryable = retryable;
        this.sentence = sentence;
        this.hint = hint;
    }

    /** Whether the same call may succeed later without being changed. */
    public boolean retryable() {
        return retryable;
    }

    /** What happened. */
    public String sentence() {
        return sentence("");
    }

    /**
     * What happened, and where.
     *
     * @param name a name from the caller's own SQL, empty for none
     */
    public String sentence(String name) {
        return String.format(Locale.ROOT, sentence, name.isEmpty() ? "" : " near \"" + name + "\"");
    }

    /** What to do about it. */
    public String hint() {
        return hint;
    }

    /** The form on the wire, e.g. {@code undefined_table}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
