package dev.portolan.audit.query;

import dev.portolan.audit.store.Clause;
import dev.portolan.audit.store.Reading;

/**
 * The trail as it was when the log had so many entries. What comes later, be it about earlier times, is not in it; and
 * a checkpoint of that size or more covers all that is.
 *
 * @param log number of the log that grew
 * @param size its entries
 */
public record Snapshot(int log, long size) {

    private static final Clause NOW = Clause.of("SELECT log, size FROM audit_log ORDER BY log DESC LIMIT 1");

    /** All that is there. @throws Refused if PostgreSQL does not answer */
    public static Snapshot now(Reading reading) {
        return reading.list(NOW, row -> new Snapshot(row.getInt(1), row.getLong(2)))
                .get(0);
    }

    /**
     * True of the records of {@code audit_event AS r} that are in it. Not written as a comparison of rows: PostgreSQL
     * takes that for a condition few meet, and reads the whole log in its order.
     */
    public Clause clause() {
        return Clause.of("r.log < ? OR (r.log = ? AND r.leaf_index < ?)", log, log, size);
    }
}
