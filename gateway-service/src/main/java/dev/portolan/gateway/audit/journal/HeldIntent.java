package dev.portolan.gateway.audit.journal;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.seal.Disclosed;
import dev.portolan.gateway.audit.AuditUnavailable;
import dev.portolan.gateway.audit.OpenIntent;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An intent that is durable and waits for its outcome; closed by whoever comes first. Safe for use by many threads. */
final class HeldIntent implements OpenIntent {
    /** Where an outcome is taken to. */
    interface Closing {
        void close(HeldIntent intent, Outcome outcome, @Nullable Disclosed result, @Nullable Waiting waiting);
    }

    private final Pending record;
    private final Closing closing;
    private final AtomicReference<@Nullable Waiting> closed = new AtomicReference<>();

    HeldIntent(Pending record, Closing closing) {
        this.record = record;
        this.closing = closing;
    }

    @Override
    public AuditEvent event() {
        return record.event();
    }

    /** The record with what travels beside it. */
    Pending record() {
        return record;
    }

    @Override
    public Uni<Void> close(Outcome outcome, @Nullable Disclosed result) {
        Waiting mine = new Waiting();
        Waiting first = closed.compareAndExchange(null, mine);
        if (first == null) {
            closing.close(this, outcome, result, mine);
            return mine.done();
        }
        return first.done();
    }

    /**
     * Closes it in place of whoever was to, unless he was faster: whatever he says later is not recorded, so what he
     * would answer is withheld. For the context of the log.
     */
    void withdraw(Outcome outcome) {
        Waiting none = new Waiting();
        if (closed.compareAndSet(null, none)) {
            none.fail(AuditUnavailable.Why.CLOSING);
            closing.close(this, outcome, null, null);
        }
    }
}
