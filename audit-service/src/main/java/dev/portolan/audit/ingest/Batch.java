package dev.portolan.audit.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.ledger.Item;
import dev.portolan.audit.ledger.LedgerEntry;
import dev.portolan.audit.ledger.OpaqueEntry;
import dev.portolan.audit.people.keys.Opened;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A body taken apart: the items that are events, with the exact bytes that were sent for each and what came sealed
 * beside them, and those that are not. An item is an event only if the bytes of its entry are the canonical form of
 * what was read from them; so nothing unknown, doubled or out of bounds can hide in the evidence.
 *
 * @param items in the order they came
 */
record Batch(List<Item> items) {

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            // UTF-8 only (RFC 8259 §8.1), so that offsets are offsets in the bytes we keep
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build());

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    /**
     * @param opening what is made of the sealed part of an event
     * @throws Refused if {@code body} is not one JSON array of at most {@code maxEvents} items
     */
    static Batch read(byte[] body, int maxEvents, BiFunction<AuditEvent, String, Opened> opening) {
        Batch batch = new Batch(new ArrayList<>());
        try (JsonParser items = JSON.createParser(body)) {
            if (items.nextToken() != JsonToken.START_ARRAY) {
                throw notABatch();
            }
            while (items.nextToken() != JsonToken.END_ARRAY) {
                if (batch.size() == maxEvents) {
                    throw new Refused(Problem.tooLarge(
                            "The batch has more than " + maxEvents + " items.", "Send it in several batches."));
                }
                batch.add(slice(items, body), opening);
            }
            if (items.nextToken() != null) {
                throw notABatch();
            }
        } catch (IOException e) {
            throw notABatch();
        }
        return batch;
    }

    int size() {
        return items.size();
    }

    /** When its newest event happened. */
    Optional<Instant> newest() {
        return items.stream()
                .filter(LedgerEntry.class::isInstance)
                .map(item -> ((LedgerEntry) item).event().occurredAt())
                .max(Comparator.naturalOrder());
    }

    private void add(byte[] item, BiFunction<AuditEvent, String, Opened> opening) {
        Optional<dev.portolan.audit.event.seal.Item> parts = dev.portolan.audit.event.seal.Item.read(item);
        byte[] entry = parts.isPresent() ? parts.get().entry() : item;
        Map<String, Object> members = Map.of();
        try {
            members = Objects.requireNonNullElse(JSON.readValue(entry, OBJECT), members);
            AuditEvent event = AuditEvent.read(members);
            items.add(
                    parts.isPresent() && Arrays.equals(event.canonical(), entry)
                            ? new LedgerEntry(
                                    event,
                                    entry,
                                    opening.apply(event, parts.get().sealed()))
                            : opaque(item, "not the canonical form of a " + AuditEvent.SCHEMA + " event", members));
        } catch (IllegalArgumentException | IOException e) {
            items.add(opaque(item, "not an event: an id, a word or a number cannot be read", members));
        }
    }

    private static OpaqueEntry opaque(byte[] item, String reason, Map<String, Object> members) {
        return new OpaqueEntry(item, reason, AuditEvent.sourceOf(members));
    }

    /** The bytes of the item the parser stands at; afterwards it stands at the item's end. */
    private static byte[] slice(JsonParser items, byte[] body) throws IOException {
        int from = (int) items.currentTokenLocation().getByteOffset();
        items.skipChildren();
        // a scalar is read lazily: only after this does the location tell its end
        items.finishToken();
        int to = (int) items.currentLocation().getByteOffset();
        return Arrays.copyOfRange(body, from, to);
    }

    private static Refused notABatch() {
        return new Refused(Problem.badRequest(
                "The body is not one JSON array.",
                "Send a JSON array of items, each with an " + AuditEvent.SCHEMA + " event, in UTF-8."));
    }
}
