package dev.portolan.audit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.audit.criteria.Person;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * A record on its way out.
 *
 * @param eventId identifies it and its time
 * @param canonical the event as it was sent
 * @param ingestedAt when it was stored
 * @param leaf its place in the log
 * @param actor who acted, as far as it is known
 */
@SuppressWarnings("ArrayRecordComponent") // carried from the table to the wire, never compared
record ExportedRecord(UUID eventId, byte[] canonical, Instant ingestedAt, long leaf, Optional<Person> actor) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static ExportedRecord read(ResultSet row) throws SQLException {
        return new ExportedRecord(
                row.getObject(1, UUID.class),
                row.getBytes(2),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getLong(4),
                Person.read(row, 5));
    }

    /** The event as a tree, with who acted put in: the name, and the handle of a person who was erased. */
    JsonNode event() {
        try {
            JsonNode event = JSON.readTree(canonical);
            actor.ifPresent(person -> show(person, (ObjectNode) event.path("actor")));
            return event;
        } catch (IOException e) {
            throw new IllegalStateException("what is on record was read before it was stored", e);
        }
    }

    private static void show(Person person, ObjectNode place) {
        place.put("handle", person.handle()).put("name", person.shown());
        person.subject().ifPresent(subject -> place.put("subject", subject));
        person.issuer().ifPresent(issuer -> place.put("issuer", issuer));
    }

    /** A field under its documented name, e.g. {@code actor.name}; missing if it is absent. */
    static JsonNode field(JsonNode event, String name) {
        JsonNode node = event;
        for (String part : name.split("\\.")) {
            node = node.path(part);
        }
        return node;
    }
}
