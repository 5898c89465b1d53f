package dev.portolan.audit.tail;

import dev.portolan.audit.criteria.Criteria;
import dev.portolan.audit.store.Clause;
import dev.portolan.audit.store.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** The log, read in its own order. */
@ApplicationScoped
class TailLog {

    private static final Clause END = Clause.of("SELECT log, size FROM audit_log ORDER BY log DESC LIMIT 1");

    private final Reading reading;

    TailLog(Reading reading) {
        this.reading = reading;
    }

    /** The place of the last record. */
    Place end() {
        return reading.list(END, row -> new Place(row.getInt(1), row.getLong(2) - 1))
                .get(0);
    }

    /** The first {@code limit} records behind {@code after} and not behind {@code end} that meet the criteria. */
    List<TailedRecord> between(Place after, Place end, Criteria criteria, Instant overdue, int limit) {
        Clause question = Clause.of(
                        "SELECT r.log, r.leaf_index, r.canonical FROM audit_event AS r"
                                + " WHERE (r.log, r.leaf_index) > (?, ?) AND (r.log, r.leaf_index) <= (?, ?) AND ",
                        after.log(),
                        after.index(),
                        end.log(),
                        end.index())
                .then("(")
                .then(criteria.clause(overdue))
                .then(") ORDER BY r.log, r.leaf_index LIMIT ?", limit);
        return reading.list(
                question, row -> new TailedRecord(new Place(row.getInt(1), row.getLong(2)), row.getString(3)));
    }
}
