package dev.portolan.gateway.audit.local;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.flood.Counted;
import dev.portolan.audit.event.flood.RefusalCounts;
import dev.portolan.audit.spool.Spool;
import dev.portolan.audit.spool.SpoolReader;
import dev.portolan.audit.spool.frame.Kind;
import dev.portolan.audit.spool.frame.SpoolRecord;
import dev.portolan.gateway.audit.journal.Notices;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * What was counted and had no durable record at some moment.
 *
 * @param durable number of the last record of the spool that was durable at that moment
 * @param counts in no particular order
 */
record UnrecordedCounts(long durable, List<Counted> counts) {
    private static final Logger LOG = Logger.getLogger(UnrecordedCounts.class);
    private static final UnrecordedCounts NONE = new UnrecordedCounts(0, List.of());

    /** Of one count as JSON: its names, numbers and times, and at most 64 characters of our own for the reason. */
    private static final int LONGEST_COUNT = 320;

    private static final int RECORDS = 1_000;
    private static final long BYTES = 1 << 20;

    /** Most bytes, with so many networks told apart: those that are on the way to the spool and those that are not. */
    static int longest(int networks) {
        return 2 * (1 + RefusalCounts.kinds(networks)) * LONGEST_COUNT;
    }

    /** As they stand in the file. */
    byte[] bytes() {
        JsonArray all = new JsonArray();
        for (Counted counted : counts) {
            all.add(new JsonObject()
                    .put("call_id", counted.id().toString())
                    .put("network", counted.network())
                    .put("reason", counted.outcome().reason())
                    .put("count", counted.count())
                    .put("first", counted.first().toString())
                    .put("last", counted.last().toString()));
        }
        return new JsonObject()
                .put("durable", durable)
                .put("counts", all)
                .toBuffer()
                .getBytes();
    }

    static UnrecordedCounts read(byte[] bytes) {
        if (bytes.length == 0) {
            return NONE;
        }
        try {
            JsonObject json = new JsonObject(Buffer.buffer(bytes));
            List<Counted> counts = json.getJsonArray("counts", new JsonArray()).stream()
                    .map(count -> read((JsonObject) count))
                    .toList();
            return new UnrecordedCounts(json.getLong("durable", 0L), counts);
        } catch (DecodeException | ClassCastException | IllegalArgumentException | DateTimeException foreign) {
            LOG.error("the file of counted refusals is not one of this version; what it says is left out");
            return NONE;
        }
    }

    private static Counted read(JsonObject json) {
        return new Counted(
                UUID.fromString(json.getString("call_id", "")),
                json.getString("network", ""),
                Notices.counted(json.getString("reason", "")),
                json.getLong("count", 0L),
                Instant.parse(json.getString("first", "")),
                Instant.parse(json.getString("last", "")));
    }

    /** Those that this spool has no record of, after all. */
    UnrecordedCounts without(Spool spool) throws IOException {
        Set<UUID> recorded = new HashSet<>();
        if (!counts.isEmpty()) {
            try (SpoolReader reader = spool.reader(durable + 1)) {
                List<SpoolRecord> some = reader.read(RECORDS, BYTES);
                while (!some.isEmpty()) {
                    some.forEach(record -> addCall(record, recorded));
                    some = reader.read(RECORDS, BYTES);
                }
            }
        }
        return new UnrecordedCounts(
                spool.durable(),
                counts.stream()
                        .filter(counted -> !recorded.contains(counted.id()))
                        .toList());
    }

    private static void addCall(SpoolRecord record, Set<UUID> calls) {
        if (record.kind() == Kind.EVENT) {
            LeftBehind.event(record)
                    .filter(event -> event.kind() == AuditEvent.Kind.COALESCED)
                    .ifPresent(event -> calls.add(event.callId()));
        }
    }

    /** With one count of each kind. */
    UnrecordedCounts merged(int networks) {
        RefusalCounts merged = new RefusalCounts(networks, UUID::randomUUID);
        counts.forEach(merged::add);
        return new UnrecordedCounts(durable, merged.all());
    }
}
