package dev.portolan.gateway.audit.journal;

import dev.portolan.audit.event.flood.Counted;
import dev.portolan.gateway.audit.AuditUnavailable.Why;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where accepted records go, and what makes them durable. Confined to the context of the log, except where it says
 * otherwise.
 */
public interface Store {
    /** Hears what becomes of records, on the context of the log. */
    interface Receiver {
        /** It is durable. Records are named in the order in which they were accepted, one batch after another. */
        void acknowledged(Pending record);

        /** After all records of a batch. */
        void batchDone();

        /** Nothing becomes durable at the moment. */
        void down();

        /** Records become durable, for the first time or again. */
        void up();

        /** Refusals that are counted and have no durable record. */
        List<Counted> unrecorded();
    }

    /** What is to be recorded before anything else, because an earlier boot left it undone. */
    List<Draft> leftBehind();

    /** Refusals that an earlier boot counted and did not come to record. */
    List<Counted> kept();

    /** What is {@link Receiver#unrecorded} has changed. A store that outlives the process keeps it. */
    void keep();

    /** From now on {@code receiver} hears of records; those that were accepted before go first. */
    void begin(Receiver receiver);

    /** Why a record of this kind cannot be taken at the moment; null if it can. An outcome is never refused. */
    @Nullable Why obstacle(Pending.Role role);

    /** Takes it for good. */
    void accept(Pending record);

    /** Whether all that was accepted is durable. */
    boolean idle();

    /** Whether an intent has a chance. For any thread. */
    boolean available();

    /** Lets go of everything, after having used the time to stop as well as it can. Blocks; for any thread. */
    void close();
}
