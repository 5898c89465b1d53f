package dev.portolan.audit.criteria;

import dev.portolan.audit.store.Clause;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A thing to look for: the parameter, the form of its value, and its condition on {@code audit_event AS r}. */
public enum Criterion {
    /** Who acted. */
    PERSON(
            "r.actor = ANY (ARRAY(SELECT people.meant(?)))",
            Form.TEXT,
            "sub, preferred_username or handle of who acted"),
    /** Where it went. */
    CONNECTOR("r.connector = ?", Form.TEXT, "id of the connector"),
    /** A tool. The index holds the beginning of the name. */
    TOOL(
            "left(r.target, 128) = left(?, 128) AND r.target = ? AND r.target_type = 'tool'",
            Form.TEXT,
            "public name of the tool"),
    /** Anything a call can be about. */
    TARGET(
            "left(r.target, 128) = left(?, 128) AND r.target = ?",
            Form.TEXT,
            "public name or URI of what was asked for"),
    /** Sort of record. */
    KIND("r.kind = ?", Form.KIND, "kind of record"),
    /** How it ended. */
    OUTCOME("r.outcome = ?", Form.OUTCOME, "how it ended; unknown also finds intents left without outcome"),
    /** What was asked. */
    METHOD("r.method = ?", Form.TEXT, "MCP method, or audit.query"),
    /** What policy said. */
    DECISION("r.decision = ?", Form.EFFECT, "what policy said"),
    /** One call. */
    CALL_ID("r.call_id = ?", Form.UUID, "id of the call, a UUID of version 7"),
    /** One trace. */
    TRACE_ID("r.trace_id = ?", Form.TEXT, "W3C trace id, 32 hex digits"),
    /** Not before. */
    FROM("r.occurred_at >= ?", Form.INSTANT, "first moment, RFC 3339, inclusive"),
    /** Before. */
    TO("r.occurred_at < ?", Form.INSTANT, "last moment, RFC 3339, exclusive");

    private final String condition;
    private final Form form;
    private final String meaning;

    Criterion(String condition, Form form, String meaning) {
        this.condition = condition;
        this.form = form;
        this.meaning = meaning;
    }

    /** Name of the query parameter. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What its value is. */
    public String meaning() {
        return meaning;
    }

    /** How its value is written. */
    public Form form() {
        return form;
    }

    /** The words its value is one of; none if it is open. */
    public List<String> choices() {
        return form.choices();
    }

    /** True of the records that have this value. */
    Clause is(Object value) {
        int marks =
                (int) condition.chars().filter(character -> character == '?').count();
        return new Clause(condition, Collections.nCopies(marks, value));
    }
}
