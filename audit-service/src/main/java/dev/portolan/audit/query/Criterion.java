package dev.portolan.audit.query;

import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Everything an auditor can ask for: the parameter, the form of its value, and the condition it becomes in HQL. */
enum Criterion {
    PERSON("r.actorSubject = :person or r.actorName = :person", Form.TEXT, "sub or preferred_username of who acted"),
    CONNECTOR("r.connector = :connector", Form.TEXT, "id of the connector"),
    TOOL("r.target = :tool and r.targetType = 'tool'", Form.TEXT, "public name of the tool"),
    TARGET("r.target = :target", Form.TEXT, "public name or URI of what was asked for"),
    KIND("r.kind = :kind", Form.KIND, "kind of record"),
    OUTCOME("r.outcome = :outcome", Form.OUTCOME, "how it ended; unknown also finds intents left without outcome"),
    METHOD("r.method = :method", Form.TEXT, "MCP method, or audit.query"),
    DECISION("r.decision = :decision", Form.EFFECT, "what policy said"),
    CALL_ID("r.callId = :call_id", Form.UUID, "id of the call, a UUID of version 7"),
    TRACE_ID("r.traceId = :trace_id", Form.TEXT, "W3C trace id, 32 hex digits"),
    FROM("r.occurredAt >= :from", Form.INSTANT, "first moment, RFC 3339, inclusive"),
    TO("r.occurredAt < :to", Form.INSTANT, "last moment, RFC 3339, exclusive");

    private final String condition;
    private final Form form;
    private final String meaning;

    Criterion(String condition, Form form, String meaning) {
        this.condition = condition;
        this.form = form;
        this.meaning = meaning;
    }

    /** Name of the query parameter. */
    String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What its value is. */
    String meaning() {
        return meaning;
    }

    /** The words its value is one of; none if it is open. */
    List<String> choices() {
        return form.choices();
    }

    /** In HQL, with one parameter named as {@link #parameter()}. */
    String condition() {
        return condition;
    }

    /** @throws Refused if {@code text} cannot be a value of this criterion */
    Object read(String text) {
        return form.read(text).orElseThrow(() -> {
            String choices = choices().isEmpty() ? "" : " One of: " + String.join(", ", choices()) + ".";
            return new Refused(Problem.badRequest(
                    "The value of '" + parameter() + "' cannot be read.", "Give the " + meaning + "." + choices));
        });
    }

    /** The criterion of a parameter, if it is one. */
    static Optional<Criterion> of(String parameter) {
        return Arrays.stream(values())
                .filter(criterion -> criterion.parameter().equals(parameter))
                .findFirst();
    }
}
