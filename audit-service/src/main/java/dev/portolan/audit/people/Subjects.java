package dev.portolan.audit.people;

import dev.portolan.audit.event.CanonicalJson;
import dev.portolan.audit.event.seal.Identity;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** People in the database; part of one transaction. Rows are taken in one order, so that nobody deadlocks. */
final class Subjects {

    private static final String PEOPLE = """
            INSERT INTO people.subject AS s (subject_key, issuer, subject, name, first_seen, last_seen)
            SELECT people.new_key(), issuer, subject, name, seen, seen
              FROM unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[]) AS t(issuer, subject, name, seen)
             ORDER BY issuer, subject
            ON CONFLICT (issuer, subject) DO UPDATE
               SET name = CASE WHEN excluded.last_seen < s.last_seen THEN s.name ELSE excluded.name END,
                   first_seen = least(s.first_seen, excluded.first_seen),
                   last_seen = greatest(s.last_seen, excluded.last_seen)
            RETURNING subject_key, issuer, subject
            """;

    private static final String IDENTITIES = """
            INSERT INTO people.identity AS i (commitment, subject_key, salt, name, groups, last_seen)
            SELECT decode(commitment, 'hex'), subject_key, decode(salt, 'base64'), name, groups::jsonb, seen
              FROM unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                AS t(commitment, subject_key, salt, name, groups, seen)
             ORDER BY commitment
            ON CONFLICT (commitment) DO UPDATE SET last_seen = greatest(i.last_seen, excluded.last_seen)
            """;

    private static final String AMONG = " WHERE commitment IN (SELECT decode(c, 'hex') FROM unnest(?::text[]) AS t(c))";
    private static final String KNOWN = "SELECT encode(commitment, 'hex'), subject_key FROM people.identity" + AMONG;
    private static final String FORGOTTEN = "SELECT encode(commitment, 'hex'), actor FROM audit_forgotten" + AMONG;

    private final Connection connection;

    Subjects(Connection connection) {
        this.connection = connection;
    }

    /** The numbers of those who were erased, by their commitments. */
    Map<String, Long> forgotten(Collection<Acted> acted) throws SQLException {
        return known(FORGOTTEN, acted.stream().map(Acted::commitment).toList());
    }

    /** The numbers of people by their commitments; those who are new get one. */
    Map<String, Long> find(Collection<Acted> acted) throws SQLException {
        Map<String, Acted> disclosed = new HashMap<>();
        List<String> others = new ArrayList<>();
        for (Acted each : acted) {
            if (each.who() == null) {
                others.add(each.commitment());
            } else {
                disclosed.merge(each.commitment(), each, Subjects::later);
            }
        }
        Map<String, Long> found = new HashMap<>();
        if (!disclosed.isEmpty()) {
            found.putAll(disclosed(List.copyOf(disclosed.values())));
        }
        others.removeAll(found.keySet());
        if (!others.isEmpty()) {
            found.putAll(known(KNOWN, others));
        }
        return found;
    }

    private Map<String, Long> disclosed(List<Acted> acted) throws SQLException {
        Map<Person, Acted> people = new HashMap<>();
        acted.forEach(each -> people.merge(Person.of(who(each)), each, Subjects::later));
        Map<Person, Long> keys = people(List.copyOf(people.values()));
        Map<String, Long> subjects = new HashMap<>();
        for (Acted each : acted) {
            subjects.put(each.commitment(), Objects.requireNonNull(keys.get(Person.of(who(each)))));
        }
        try (PreparedStatement insert = connection.prepareStatement(IDENTITIES)) {
            texts(insert, 1, acted.stream().map(Acted::commitment).toArray());
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint",
                            acted.stream()
                                    .map(each -> subjects.get(each.commitment()))
                                    .toArray()));
            texts(insert, 3, acted.stream().map(each -> who(each).salt()).toArray());
            texts(insert, 4, acted.stream().map(each -> who(each).name()).toArray());
            texts(
                    insert,
                    5,
                    acted.stream().map(each -> json(who(each).groups())).toArray());
            texts(insert, 6, acted.stream().map(each -> moment(each.at())).toArray());
            insert.executeUpdate();
        }
        return subjects;
    }

    private Map<Person, Long> people(List<Acted> acted) throws SQLException {
        Map<Person, Long> keys = new HashMap<>();
        try (PreparedStatement insert = connection.prepareStatement(PEOPLE)) {
            texts(insert, 1, acted.stream().map(each -> who(each).issuer()).toArray());
            texts(insert, 2, acted.stream().map(each -> who(each).subject()).toArray());
            texts(insert, 3, acted.stream().map(each -> who(each).name()).toArray());
            texts(insert, 4, acted.stream().map(each -> moment(each.at())).toArray());
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    keys.put(new Person(rows.getString(2), rows.getString(3)), rows.getLong(1));
                }
            }
        }
        return keys;
    }

    private Map<String, Long> known(String sql, List<String> commitments) throws SQLException {
        Map<String, Long> keys = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            texts(select, 1, commitments.toArray());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    keys.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return keys;
    }

    private void texts(PreparedStatement statement, int index, Object[] values) throws SQLException {
        statement.setArray(index, connection.createArrayOf("text", values));
    }

    private static Acted later(Acted one, Acted other) {
        return one.at().isBefore(other.at()) ? other : one;
    }

    private static Identity who(Acted acted) {
        return Objects.requireNonNull(acted.who());
    }

    private static String json(List<String> groups) {
        return new String(CanonicalJson.bytes(groups), StandardCharsets.UTF_8);
    }

    private static String moment(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toString();
    }

    /** What the same person keeps: unique within the issuer. */
    private record Person(String issuer, String subject) {

        static Person of(Identity who) {
            return new Person(who.issuer(), who.subject());
        }
    }
}
