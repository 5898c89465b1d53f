package dev.portolan.audit.tail;

import dev.portolan.audit.access.Access;
import dev.portolan.audit.access.AccessTrail;
import dev.portolan.audit.access.Begun;
import dev.portolan.audit.access.Reader;
import dev.portolan.audit.criteria.Criteria;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.query.QueryConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Lets readers listen; each stream is on record when it begins and when it ends, with the number of records. */
@ApplicationScoped
class Tails {

    /** Method of the records written here. */
    static final String METHOD = "audit.tail";

    private static final Logger LOG = Logger.getLogger(Tails.class);

    private final TailLog log;
    private final AccessTrail trail;
    private final TailConfig config;
    private final QueryConfig query;
    private final Clock clock;
    private final Semaphore places;

    Tails(TailLog log, AccessTrail trail, TailConfig config, QueryConfig query, Clock clock) {
        this.log = log;
        this.trail = trail;
        this.config = config;
        this.query = query;
        this.clock = clock;
        this.places = new Semaphore(config.maxListeners());
    }

    /**
     * The records behind {@code after}, or from now on, until the listener leaves or the time is over.
     *
     * @throws Refused if as many listen as may, or it cannot be recorded
     */
    Multi<TailedRecord> listen(Reader reader, Criteria criteria, Optional<Place> after) {
        if (!places.tryAcquire()) {
            throw new Refused(Problem.unavailable("As many are listening as may."));
        }
        try {
            Place from = after.orElseGet(log::end);
            Map<String, String> asked = criteria.texts();
            asked.put("after", from.toString());
            Begun begun = trail.begin(METHOD, reader, Access.answered("/audit/tail", asked, 0));
            Listener listener = new Listener(log, criteria, from, config.page(), query.intentDeadline(), clock);
            return Multi.createFrom()
                    .ticks()
                    .every(config.every())
                    // a listener who is slow is asked again when there is room, and misses nothing
                    .onOverflow()
                    .drop()
                    .onItem()
                    .transformToMultiAndConcatenate(tick -> page(listener))
                    .select()
                    .first(config.maxDuration())
                    .onTermination()
                    .call((failure, left) -> ended(begun, listener, left));
        } catch (Refused e) {
            places.release();
            throw e;
        }
    }

    private static Multi<TailedRecord> page(Listener listener) {
        return Uni.createFrom()
                .item(listener::next)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found));
    }

    private Uni<Void> ended(Begun begun, Listener listener, boolean left) {
        places.release();
        Outcome.Code code = left ? Outcome.Code.CLIENT_GONE : Outcome.Code.SUCCESS;
        return Uni.createFrom()
                .item(() -> record(begun, Outcome.of(code).withStatus(200, 0).withCount(listener.heard())))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .replaceWithVoid();
    }

    /** Whether it could be recorded. */
    private boolean record(Begun begun, Outcome outcome) {
        try {
            trail.end(begun, outcome);
            return true;
        } catch (Refused e) {
            LOG.warn("the end of a tail could not be recorded; its intent stays without outcome");
            return false;
        }
    }
}
