package dev.portolan.audit.spool;

import dev.portolan.audit.spool.frame.Kind;
import dev.portolan.audit.spool.frame.SpoolRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The intents without outcome, and where on disk each stands. Guarded by whoever uses it. */
final class OpenIntents {
    /** An intent, and the number of the record it stands in: its own, or that of the last one that carried it. */
    private record Held(SpoolRecord intent, long standsIn) {}

    private final Map<Long, Held> open = new TreeMap<>();
    private final SpoolSettings settings;
    private long reserved;

    OpenIntents(SpoolSettings settings) {
        this.settings = settings;
    }

    /** Follows the records in their order. */
    void follow(SpoolRecord record) {
        switch (record.kind()) {
            case INTENT -> hold(record, record.seq());
            case CARRIED -> hold(new SpoolRecord(record.intent(), Kind.INTENT, 0, record.bytes()), record.seq());
            case OUTCOME -> release(open.remove(record.intent()));
            case EVENT, LOST -> {}
        }
    }

    private void hold(SpoolRecord intent, long standsIn) {
        release(open.put(intent.seq(), new Held(intent, standsIn)));
        reserved += settings.reserve(intent.bytes().length);
    }

    private void release(@Nullable Held ended) {
        if (ended != null) {
            reserved -= settings.reserve(ended.intent().bytes().length);
        }
    }

    /** Space set aside for all of them. */
    long reserved() {
        return reserved;
    }

    int size() {
        return open.size();
    }

    List<SpoolRecord> all() {
        return open.values().stream().map(Held::intent).toList();
    }

    /** Those that stand in records up to this number. */
    List<SpoolRecord> standingUpTo(long seq) {
        List<SpoolRecord> found = new ArrayList<>();
        for (Held held : open.values()) {
            if (held.standsIn() <= seq) {
                found.add(held.intent());
            }
        }
        return found;
    }
}
