package dev.portolan.audit.tail;

import dev.portolan.audit.criteria.Criteria;
import dev.portolan.audit.criteria.Person;
import dev.portolan.audit.query.RecordView;
import dev.portolan.audit.store.Clause;
import dev.portolan.audit.store.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

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
                        "SELECT r.log, r.leaf_index, r.canonical, r.ingested_at, " + Person.COLUMNS + " FROM "
                                + Person.RECORDS
                                + " WHERE (r.log, r.leaf_index) > (?, ?) AND (r.log, r.leaf_index) <= (?, ?) AND ",
                        after.log(),
                        after.index(),
                        end.log(),
                        end.index())
                .then("(")
                .then(criteria.clause(overdue))
                .then(") ORDER BY r.log, r.leaf_index LIMIT ?", limit);
        return reading.list(
                question,
                row -> new TailedRecord(
                        new Place(row.getInt(1), row.getLong(2)),
                        Optional.of(new RecordView(
                                row.getString(3),
                                Person.read(row, 5),
                                row.getObject(4, OffsetDateTime.class).toInstant(),
                                Optional.empty()))));
    }
}
