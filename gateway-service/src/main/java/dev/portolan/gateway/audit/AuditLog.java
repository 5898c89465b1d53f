package dev.portolan.gateway.audit;

import dev.portolan.audit.event.Outcome;
import io.smallrye.mutiny.Uni;

/**
 * The durable record. A {@link Uni} of it completes only when the record is durable, on the context of whoever
 * subscribed, and fails with {@link AuditUnavailable} and nothing else.
 *
 * <p>Whoever is told {@link AuditUnavailable} has nothing left to record: the log itself sees to it that the trail
 * says so, by the outcome of an intent that may have got there, or by one event if nothing else did.
 */
public interface AuditLog {
    /**
     * Records that a call is about to be forwarded. Begins when subscribed to. Whoever receives the item must close
     * it; a subscription cancelled before that is closed as {@link Outcome.Code#CLIENT_GONE} by the log.
     *
     * @return the open intent, with room for its outcome set aside; fails if the intent is not durable in time, if the
     *     log is known to be down, or if as many calls are open as may be: the call must then not be forwarded
     */
    Uni<OpenIntent> intend(Entry entry);

    /**
     * Records a request that the gateway answers itself, such as a list. Begins when subscribed to.
     *
     * @return fails as {@link #intend} does: the request must then not be answered
     */
    Uni<Void> served(Entry entry, Outcome outcome);

    /**
     * Records a request that is refused before there is an intent. Takes effect when called, whether or not anybody
     * subscribes. Never lost while the gateway runs: kept while the log is down, and when there is no room for more,
     * counted exactly by {@link Outcome#reason()}. Of callers nobody knows only so many are recorded one by one, and
     * the rest as a count.
     *
     * @return fails if the record is not durable yet; the refusal may be answered all the same, as nothing was done
     */
    Uni<Void> refused(Entry entry, Outcome outcome);

    /**
     * Records something that happened without a request. Takes effect when called and is kept, or counted by
     * {@link Outcome#reason()}, as {@link #refused} does. Its number is lower than that of any record handed in later.
     */
    void noted(Entry entry, Outcome outcome);

    /** Whether an intent has a chance at this moment. A hint for health checks: only {@link #intend} decides. */
    boolean available();
}
