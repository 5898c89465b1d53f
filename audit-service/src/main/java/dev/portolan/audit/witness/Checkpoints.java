package dev.portolan.audit.witness;

import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.SignedNote;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * The checkpoint to show: of the last few the newest that enough witnesses have signed, or, if none has, the newest.
 * Every method throws {@link LedgerUnavailable}.
 */
@ApplicationScoped
public class Checkpoints {

    private final Logs logs;
    private final WitnessPolicy policy;

    Checkpoints(Logs logs, WitnessPolicy policy) {
        this.logs = logs;
        this.policy = policy;
    }

    /** Of a log, if it has one. */
    public Optional<SignedNote> of(int log) {
        return over(log, 0);
    }

    /** The newest, whoever has signed it. */
    public Optional<SignedNote> newest(int log) {
        return over(log, Long.MAX_VALUE);
    }

    /** The one to show of those that cover so many entries; if there is none, the newest. */
    public Optional<SignedNote> over(int log, long size) {
        List<SignedNote> last =
                logs.checkpoints(log).stream().map(SignedNote::parse).toList();
        return last.stream()
                .filter(note -> Checkpoint.parse(note.text()).size() >= size && policy.isMet(note))
                .findFirst()
                .or(() -> last.stream().findFirst());
    }
}
