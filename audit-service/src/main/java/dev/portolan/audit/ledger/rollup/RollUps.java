package dev.portolan.audit.ledger.rollup;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.AuditEvent.Kind;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Target;
import dev.portolan.audit.ledger.log.Place;
import dev.portolan.audit.ledger.rollup.Column.Keep;
import dev.portolan.audit.people.Bound;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one batch adds to all roll-ups. They are described where they are made, in {@code V10__reports.sql}. */
public final class RollUps {

    /** Greater numbers count as this, so that no sum ever leaves a bigint. */
    private static final long MOST = 1L << 40;

    private final Tally usage = new Tally(
            "usage_day",
            Column.day(),
            Column.text("connector"),
            Column.number("calls", Keep.SUM),
            Column.number("denied", Keep.SUM),
            Column.number("failed", Keep.SUM),
            Column.number("bytes_in", Keep.SUM),
            Column.number("bytes_out", Keep.SUM));
    private final Tally latency = new Tally(
            "latency_day",
            Column.day(),
            Column.text("connector"),
            Column.number("bucket"),
            Column.number("calls", Keep.SUM));
    private final Tally users = new Tally("user_day", Column.day(), Column.text("connector"), Column.number("actor"));
    private final Tally hours = new Tally(
            "person_hour",
            Column.hour(),
            Column.number("actor"),
            Column.number("calls", Keep.SUM),
            Column.number("bytes_out", Keep.SUM),
            Column.number("max_bytes_out", Keep.GREATEST));
    private final Tally denials = new Tally(
            "denied_hour",
            Column.hour(),
            Column.number("actor"),
            Column.text("connector"),
            Column.number("calls", Keep.SUM));
    private final Tally strangers =
            new Tally("stranger_hour", Column.hour(), Column.text("address"), Column.number("calls", Keep.SUM));
    private final Tally tools = new Tally(
            "tool_day",
            Column.day(),
            Column.text("connector"),
            Column.text("target_type"),
            Column.text("target"),
            Column.number("actor"),
            Column.number("calls", Keep.SUM),
            Column.number("denied", Keep.SUM),
            Column.number("failed", Keep.SUM),
            Column.moment("first_at", Keep.LEAST),
            Column.moment("last_at", Keep.GREATEST));
    private final Tally pairs = new Tally(
            "pair_seen",
            Column.number("actor"),
            Column.text("connector"),
            Column.text("target_type"),
            Column.text("target"),
            Column.moment("first_at", Keep.LEAST),
            Column.moment("last_at", Keep.GREATEST),
            Column.number("calls", Keep.SUM),
            Column.number("denied", Keep.SUM));
    private final Tally clients = new Tally(
            "client_seen",
            Column.text("client_id"),
            Column.text("name"),
            Column.text("version"),
            Column.moment("first_at", Keep.LEAST),
            Column.moment("last_at", Keep.GREATEST),
            Column.number("calls", Keep.SUM),
            Column.number("denied", Keep.SUM));
    private final Tally policies = new Tally(
            "policy_seen",
            Column.text("policy_digest"),
            Column.moment("first_at", Keep.LEAST),
            Column.moment("last_at", Keep.GREATEST),
            Column.number("decisions", Keep.SUM));
    private final Tally leaves = new Tally(
            "leaf_day",
            Column.day(),
            Column.number("log"),
            Column.number("first_leaf", Keep.LEAST),
            Column.number("last_leaf", Keep.GREATEST),
            Column.number("records", Keep.SUM),
            Column.number("ended", Keep.SUM));

    private final List<AuditEvent> events = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();

    /**
     * Adds an event.
     *
     * @param actor number of who acted, {@link Bound#NOBODY} for callers nobody knows
     * @param place of its leaf behind the first of the batch
     */
    public void add(AuditEvent event, long actor, int place) {
        events.add(event);
        places.add(place);
        if (event.kind() != Kind.INTENT) {
            count(event, Optional.of(actor).filter(who -> who != Bound.NOBODY));
        }
    }

    /**
     * Writes what was added, in the transaction that stores the events, after them and with the log's head locked: so
     * it is one batch after the other that comes here. One round trip for all tables.
     *
     * @param first place of the batch
     */
    public void write(Connection connection, Place first) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        for (int i = 0; i < events.size(); i++) {
            long leaf = first.index() + places.get(i);
            long ended = events.get(i).kind() == Kind.INTENT ? 0 : 1;
            leaves.add(List.of(day(events.get(i)), (long) first.log()), leaf, leaf, 1, ended);
        }
        String sql = all().stream().map(Tally::sql).collect(Collectors.joining(";\n"));
        try (PreparedStatement write = connection.prepareStatement(sql)) {
            int column = 1;
            for (Tally tally : all()) {
                column = tally.bind(connection, write, column);
            }
            write.execute();
        }
        OpenIntents.write(connection, events);
    }

    private Collection<Tally> all() {
        return List.of(usage, latency, users, hours, denials, strangers, tools, pairs, clients, policies, leaves);
    }

    private void count(AuditEvent event, Optional<Long> person) {
        Outcome outcome = event.outcome();
        String connector = event.target().connector();
        long calls = event.kind() == Kind.COALESCED ? Math.max(1, bounded(outcome.count())) : 1;
        long denied = outcome.code() == Outcome.Code.DENIED ? calls : 0;
        long failed = outcome.code() == Outcome.Code.SUCCESS ? 0 : calls - denied;
        long at = event.occurredAt().toEpochMilli();
        if (!connector.isEmpty()) {
            countUse(event, calls, denied, failed);
            person.ifPresent(who -> countUse(event, who, calls, denied, failed));
        }
        if (denied > 0 && person.isPresent()) {
            denials.add(List.of(hour(event), person.get(), connector), denied);
        } else if (denied > 0) {
            boolean anonymous = event.actor().type() == Actor.Type.ANONYMOUS;
            strangers.add(List.of(hour(event), anonymous ? event.client().address() : ""), denied);
        }
        if (!event.actor().clientId().isEmpty()) {
            List<Object> client = List.of(
                    cut(event.actor().clientId(), 128),
                    cut(event.client().name(), 64),
                    cut(event.client().version(), 64));
            clients.add(client, at, at, calls, denied);
        }
        if (!event.decision().policyDigest().isEmpty()) {
            policies.add(List.of(event.decision().policyDigest()), at, at, 1);
        }
    }

    private void countUse(AuditEvent event, long calls, long denied, long failed) {
        Outcome outcome = event.outcome();
        String connector = event.target().connector();
        usage.add(
                List.of(day(event), connector),
                calls,
                denied,
                failed,
                bounded(event.request().bytesIn()),
                bounded(outcome.bytesOut()));
        if (outcome.latencyMicros() > 0) {
            latency.add(List.of(day(event), connector, bucket(outcome.latencyMicros())), calls);
        }
    }

    private void countUse(AuditEvent event, long person, long calls, long denied, long failed) {
        Target target = event.target();
        long bytesOut = bounded(event.outcome().bytesOut());
        users.add(List.of(day(event), target.connector(), person));
        hours.add(List.of(hour(event), person), calls, bytesOut, bytesOut);
        if (target.type() == Target.Type.TOOL || target.type() == Target.Type.PROMPT) {
            String type = target.type().name().toLowerCase(Locale.ROOT);
            String name = cut(target.name(), 128);
            long at = event.occurredAt().toEpochMilli();
            tools.add(List.of(day(event), target.connector(), type, name, person), calls, denied, failed, at, at);
            pairs.add(List.of(person, target.connector(), type, name), at, at, calls, denied);
        }
    }

    private static int day(AuditEvent event) {
        return (int) Math.floorDiv(event.occurredAt().getEpochSecond(), 86_400L);
    }

    private static long hour(AuditEvent event) {
        return Math.floorDiv(event.occurredAt().getEpochSecond(), 3600L);
    }

    /** Four to the doubling: the first whose upper bound is not below. */
    private static long bucket(long micros) {
        long near = (long) Math.ceil(4 * Math.log((double) micros) / Math.log(2));
        return Math.pow(2, (near - 1) / 4.0) >= (double) micros ? near - 1 : near;
    }

    private static long bounded(long number) {
        return Math.min(number, MOST);
    }

    /** The first {@code max} characters, as PostgreSQL's {@code left} has them. */
    private static String cut(String text, int max) {
        return text.codePointCount(0, text.length()) <= max ? text : text.substring(0, text.offsetByCodePoints(0, max));
    }
}
