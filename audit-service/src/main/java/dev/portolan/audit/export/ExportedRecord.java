package dev.portolan.audit.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.UUID;

/**
 * A record on its way out.
 *
 * @param eventId identifies it and its time
 * @param canonical the event as it was sent
 * @param ingestedAt when it was stored
 */
record ExportedRecord(UUID eventId, String canonical, Instant ingestedAt) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The event as a tree. */
    JsonNode event() {
        try {
            return JSON.readTree(canonical);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is on record was read before it was stored", e);
        }
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
