package dev.portolan.audit.event;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Members of a JSON object being read: what is absent, or of another type, is empty, zero or none. */
record Reading(Map<?, ?> members) {
    AuditEvent event() {
        return new AuditEvent(
                uuid("event_id"),
                word(AuditEvent.Kind.class, "kind", ""),
                uuid("call_id"),
                source(),
                object("actor").actor(),
                object("client").client(),
                object("request").request(),
                object("target").target(),
                object("arguments").arguments(),
                object("decision").decision(),
                object("outcome").outcome());
    }

    Source source() {
        Reading source = object("source");
        return new Source(source.text("gateway_id"), source.uuid("boot_id"), source.number("seq"));
    }

    private Actor actor() {
        return new Actor(word(Actor.Type.class, "type", ""), text("client_id"), text("commitment"));
    }

    private Client client() {
        return new Client(text("name"), text("version"), text("address"), text("user_agent"));
    }

    private Request request() {
        return new Request(
                text("transport"),
                text("http_method"),
                text("endpoint"),
                text("protocol_version"),
                text("method"),
                text("jsonrpc_id"),
                text("trace_id"),
                text("span_id"),
                number("bytes_in"));
    }

    private Target target() {
        return new Target(
                text("connector"), word(Target.Type.class, "type", "none"), text("name"), text("upstream_name"));
    }

    private Arguments arguments() {
        return new Arguments(
                word(Arguments.Mode.class, "mode", "none"),
                text("json"),
                text("commitment"),
                number("bytes"),
                number("redactions"));
    }

    private Decision decision() {
        return new Decision(word(Decision.Effect.class, "effect", "none"), text("rule"), text("policy_digest"));
    }

    private Outcome outcome() {
        return new Outcome(
                word(Outcome.Code.class, "code", "none"),
                text("reason"),
                number("error_code"),
                (int) number("http_status"),
                number("latency_micros"),
                number("upstream_micros"),
                number("bytes_out"),
                text("commitment"),
                word(Outcome.Payload.class, "payload", "digest"),
                number("count"));
    }

    private Reading object(String name) {
        return new Reading(members.get(name) instanceof Map<?, ?> inner ? inner : Map.of());
    }

    private String text(String name) {
        return members.get(name) instanceof String text ? text : "";
    }

    private long number(String name) {
        return members.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private UUID uuid(String name) {
        return UUID.fromString(text(name));
    }

    private <E extends Enum<E>> E word(Class<E> words, String name, String absent) {
        String word = text(name);
        return Enum.valueOf(words, (word.isEmpty() ? absent : word).toUpperCase(Locale.ROOT));
    }
}
