package dev.portolan.audit.filter;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A field of the audit event under its documented name.
 *
 * @param name e.g. {@code actor.name}
 * @param type in CEL
 * @param sql an expression over {@code audit_event AS r} and {@code people.subject AS p} that is never NULL
 */
record Field(String name, CelType type, String sql) {

    private static final CelType TEXTS = ListType.create(SimpleType.STRING);

    /** Those of the moment: what the record commits to, not what the person has since. */
    private static final String GROUPS = "coalesce((SELECT i.groups FROM people.identity AS i WHERE i.commitment ="
            + " decode(r.canonical::jsonb #>> '{actor,commitment}', 'hex')), '[]'::jsonb)";

    private static final Map<String, Field> ALL = all();

    /** Of these the absent value is a word of its own. */
    private static final Set<String> WORDS = Set.of("arguments.mode", "decision.effect", "outcome.code", "target.type");

    /** That it is not absent, in SQL. */
    String present() {
        if (type.equals(SimpleType.STRING)) {
            return "(" + sql + ") <> '" + (WORDS.contains(name) ? "none" : "") + "'";
        }
        if (type.equals(SimpleType.INT)) {
            return "(" + sql + ") <> 0";
        }
        return type instanceof ListType ? "(" + sql + ") <> '[]'::jsonb" : "TRUE";
    }

    /** The fields by their names. */
    static Map<String, Field> fields() {
        return ALL;
    }

    private static Map<String, Field> all() {
        List<Field> fields = new ArrayList<>(columns());
        List.of(
                        "actor.client_id",
                        "actor.commitment",
                        "client.name",
                        "client.version",
                        "client.user_agent",
                        "request.transport",
                        "request.http_method",
                        "request.endpoint",
                        "request.protocol_version",
                        "request.jsonrpc_id",
                        "request.span_id",
                        "target.upstream_name",
                        "arguments.json",
                        "arguments.commitment",
                        "decision.rule",
                        "outcome.commitment")
                .forEach(name -> fields.add(json(name, SimpleType.STRING, "coalesce(%s, '')")));
        fields.add(json("arguments.mode", SimpleType.STRING, "coalesce(%s, 'none')"));
        List.of(
                        "arguments.bytes",
                        "arguments.redactions",
                        "outcome.error_code",
                        "outcome.http_status",
                        "outcome.upstream_micros",
                        "outcome.count")
                .forEach(name -> fields.add(json(name, SimpleType.INT, "coalesce((%s)::bigint, 0)")));
        fields.add(json("outcome.payload", SimpleType.STRING, "coalesce(%s, 'digest')"));
        fields.add(new Field("actor.groups", TEXTS, GROUPS));
        Map<String, Field> all = new LinkedHashMap<>();
        fields.stream()
                .sorted((left, right) -> left.name.compareTo(right.name))
                .forEach(field -> all.put(field.name, field));
        return all;
    }

    private static List<Field> columns() {
        return List.of(
                new Field("event_id", SimpleType.STRING, "r.event_id::text"),
                new Field("call_id", SimpleType.STRING, "r.call_id::text"),
                new Field("kind", SimpleType.STRING, "r.kind"),
                new Field("occurred_at", SimpleType.TIMESTAMP, "r.occurred_at"),
                new Field("source.gateway_id", SimpleType.STRING, "r.gateway_id"),
                new Field("source.boot_id", SimpleType.STRING, "r.boot_id::text"),
                new Field("source.seq", SimpleType.INT, "r.seq"),
                new Field("actor.type", SimpleType.STRING, "r.actor_type"),
                new Field(
                        "actor.handle",
                        SimpleType.STRING,
                        "CASE r.actor WHEN 0 THEN '' ELSE audit_handle(r.actor) END"),
                new Field("actor.issuer", SimpleType.STRING, "coalesce(p.issuer, '')"),
                new Field("actor.subject", SimpleType.STRING, "coalesce(p.subject, '')"),
                new Field("actor.name", SimpleType.STRING, "coalesce(p.name, '')"),
                new Field("client.address", SimpleType.STRING, "r.client_address"),
                new Field("request.method", SimpleType.STRING, "r.method"),
                new Field("request.trace_id", SimpleType.STRING, "r.trace_id"),
                new Field("request.bytes_in", SimpleType.INT, "r.bytes_in"),
                new Field("target.connector", SimpleType.STRING, "r.connector"),
                new Field("target.type", SimpleType.STRING, "r.target_type"),
                new Field("target.name", SimpleType.STRING, "r.target"),
                new Field("decision.effect", SimpleType.STRING, "r.decision"),
                new Field("decision.policy_digest", SimpleType.STRING, "r.policy_digest"),
                new Field("outcome.code", SimpleType.STRING, "r.outcome"),
                new Field("outcome.reason", SimpleType.STRING, "r.reason"),
                new Field("outcome.latency_micros", SimpleType.INT, "r.latency_micros"),
                new Field("outcome.bytes_out", SimpleType.INT, "r.bytes_out"));
    }

    /** A field that has no column of its own; {@code form} has a place for its text. */
    private static Field json(String name, CelType type, String form) {
        return new Field(name, type, form.formatted("r.canonical::jsonb #>> '" + path(name) + "'"));
    }

    private static String path(String name) {
        return "{" + name.replace('.', ',') + "}";
    }
}
