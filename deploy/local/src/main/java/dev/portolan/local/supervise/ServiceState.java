package dev.portolan.local.supervise;

import dev.portolan.local.process.ProcessIdentity;
import dev.portolan.local.process.StopSignal;
import java.util.List;
import java.util.Optional;

/**
 * One part as the state file shows it.
 *
 * @param id its name
 * @param status what it is at
 * @param process its process, unless it has none now
 * @param ports the ports it listens on
 * @param stop how it is ended
 * @param restarts how often it was started again after a crash
 * @param problem what went wrong last, in one sentence, if anything did
 */
public record ServiceState(
        String id,
        ServiceStatus status,
        Optional<ProcessIdentity> process,
        List<Integer> ports,
        StopSignal stop,
        int restarts,
        Optional<String> problem) {

    /** Keeps an own copy. */
    public ServiceState {
        ports = List.copyOf(ports);
    }
}
