package dev.portolan.gateway.audit.local;

import dev.portolan.audit.spool.frame.Kind;
import dev.portolan.audit.spool.frame.SpoolRecord;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/**
 * Records that go to audit-service together.
 *
 * @param spool where they come from
 * @param records in the order of their numbers; not empty
 */
record Parcel(UUID spool, List<SpoolRecord> records) {
    /** Number of the first record, in the spool. */
    long first() {
        return records.get(0).seq();
    }

    /** Number of the last record, in the spool. */
    long last() {
        return records.get(records.size() - 1).seq();
    }

    /**
     * A JSON array. In the place of what is lost stands an item that says so: it is no event, so audit-service keeps it
     * apart, under the number that is missing there.
     */
    Buffer body() {
        Buffer body = Buffer.buffer();
        char separator = '[';
        for (SpoolRecord record : records) {
            body.appendByte((byte) separator).appendBytes(record.kind() == Kind.LOST ? lost(record) : record.bytes());
            separator = ',';
        }
        return body.appendByte((byte) ']');
    }

    private byte[] lost(SpoolRecord record) {
        return new JsonObject()
                .put("lost", new JsonObject().put("spool", spool.toString()).put("record", record.seq()))
                .toBuffer()
                .getBytes();
    }
}
