package dev.portolan.audit.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.Arguments;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Client;
import dev.portolan.audit.event.Decision;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Request;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.event.Target;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Reads an event out of its JSON. It looks only for what it knows and takes what is missing as absent: whether
 * anything was overlooked is decided by comparing {@link AuditEvent#canonical()} with what arrived.
 */
final class EventReader {

    private EventReader() {}

    /** @throws IllegalArgumentException if an id, a word or a number cannot be one */
    static AuditEvent read(JsonNode json) {
        return new AuditEvent(
                uuid(json, "event_id"),
                word(AuditEvent.Kind.class, json, "kind", ""),
                uuid(json, "call_id"),
                source(json.path("source")),
                actor(json.path("actor")),
                client(json.path("client")),
                request(json.path("request")),
                target(json.path("target")),
                arguments(json.path("arguments")),
                decision(json.path("decision")),
                outcome(json.path("outcome")));
    }

    /** Who delivers an item and under which number, though it may be no event; empty if that cannot be read. */
    static Optional<Source> sourceOf(JsonNode json) {
        try {
            return Optional.of(source(json.path("source"))).filter(source -> source.seq() > 0);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Source source(JsonNode json) {
        return new Source(text(json, "gateway_id"), uuid(json, "boot_id"), number(json, "seq"));
    }

    private static Actor actor(JsonNode json) {
        return new Actor(
                word(Actor.Type.class, json, "type", ""),
                text(json, "subject"),
                text(json, "name"),
                text(json, "issuer"),
                texts(json, "groups"),
                text(json, "client_id"));
    }

    private static Client client(JsonNode json) {
        return new Client(text(json, "name"), text(json, "version"), text(json, "address"), text(json, "user_agent"));
    }

    private static Request request(JsonNode json) {
        return new Request(
                text(json, "transport"),
                text(json, "http_method"),
                text(json, "endpoint"),
                text(json, "protocol_version"),
                text(json, "method"),
                text(json, "jsonrpc_id"),
                text(json, "trace_id"),
                text(json, "span_id"),
                number(json, "bytes_in"));
    }

    private static Target target(JsonNode json) {
        return new Target(
                text(json, "connector"),
                word(Target.Type.class, json, "type", "none"),
                text(json, "name"),
                text(json, "upstream_name"));
    }

    private static Arguments arguments(JsonNode json) {
        return new Arguments(
                word(Arguments.Mode.class, json, "mode", "none"),
                text(json, "json"),
                text(json, "sha256"),
                number(json, "bytes"),
                texts(json, "redactions"));
    }

    private static Decision decision(JsonNode json) {
        return new Decision(
                word(Decision.Effect.class, json, "effect", "none"), text(json, "rule"), text(json, "policy_digest"));
    }

    private static Outcome outcome(JsonNode json) {
        return new Outcome(
                word(Outcome.Code.class, json, "code", "none"),
                text(json, "reason"),
                number(json, "error_code"),
                (int) number(json, "http_status"),
                number(json, "latency_micros"),
                number(json, "upstream_micros"),
                number(json, "bytes_out"),
                text(json, "sha256"),
                number(json, "count"));
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asText("");
    }

    private static List<String> texts(JsonNode json, String name) {
        return StreamSupport.stream(json.path(name).spliterator(), false)
                .map(item -> item.asText(""))
                .toList();
    }

    private static long number(JsonNode json, String name) {
        return json.path(name).asLong(0);
    }

    private static UUID uuid(JsonNode json, String name) {
        return UUID.fromString(text(json, name));
    }

    private static <E extends Enum<E>> E word(Class<E> words, JsonNode json, String name, String absent) {
        return Enum.valueOf(words, json.path(name).asText(absent).toUpperCase(Locale.ROOT));
    }
}
