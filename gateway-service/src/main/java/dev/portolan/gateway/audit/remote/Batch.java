package dev.portolan.gateway.audit.remote;

import dev.portolan.gateway.audit.journal.Pending;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Records that are sent together, always the same ones in the same order, until they are acknowledged.
 *
 * @param records in the order of their numbers; not empty
 * @param bytes length of the body
 */
record Batch(List<Pending> records, int bytes) {
    Batch {
        records = List.copyOf(records);
    }

    /** Takes from the head of {@code queue}, which is not empty, at least one and as many as fit. */
    static Batch from(Deque<Pending> queue, int maxRecords, long maxBytes) {
        List<Pending> taken = new ArrayList<>();
        int bytes = 1;
        while (!queue.isEmpty() && taken.size() < maxRecords) {
            int more = queue.getFirst().bytes().length() + 1;
            if (!taken.isEmpty() && bytes + more > maxBytes) {
                break;
            }
            bytes += more;
            taken.add(queue.removeFirst());
        }
        return new Batch(taken, bytes);
    }

    /** Number of the first record. */
    long first() {
        return records.get(0).event().source().seq();
    }

    /** A JSON array of canonical records. */
    Buffer body() {
        Buffer body = Buffer.buffer(bytes);
        char separator = '[';
        for (Pending pending : records) {
            body.appendByte((byte) separator).appendBuffer(pending.bytes());
            separator = ',';
        }
        return body.appendByte((byte) ']');
    }

    /** The span of its first record. */
    SpanContext trace() {
        return records.get(0).trace();
    }
}
