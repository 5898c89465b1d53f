package dev.portolan.audit.tail;

import dev.portolan.audit.criteria.Criteria;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One listener's way through the log. */
final class Listener {

    private final TailLog log;
    private final Criteria criteria;
    private final int page;
    private final Duration intentDeadline;
    private final Clock clock;
    private Place at;
    private long heard;

    Listener(TailLog log, Criteria criteria, Place at, int page, Duration intentDeadline, Clock clock) {
        this.log = log;
        this.criteria = criteria;
        this.at = at;
        this.page = page;
        this.intentDeadline = intentDeadline;
        this.clock = clock;
    }

    /** What has come since the last time, at most a page; a sign of life if nothing has. */
    synchronized List<TailedRecord> next() {
        Place end = log.end();
        List<TailedRecord> found =
                log.between(at, end, criteria, clock.instant().minus(intentDeadline), page);
        // a full page may have left some
        at = found.size() == page ? found.get(page - 1).place() : end;
        heard += found.size();
        return found.isEmpty() ? List.of(new TailedRecord(at, Optional.empty())) : found;
    }

    /** How many records it was given. */
    synchronized long heard() {
        return heard;
    }
}
