package dev.portolan.local.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which process is meant, even after its id was given to another one.
 *
 * @param pid the process id
 * @param startedAt when the system says it started
 */
public record ProcessIdentity(long pid, Instant startedAt) {

    /**
     * Two readings of one start time may differ by the second in which the system's boot time is rounded. An id is not
     * given out twice within so short a time.
     */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /**
     * The identity of a process that runs now.
     *
     * @param process the process
     * @return its identity; the epoch as its start if the system does not tell, which then matches nothing
     */
    public static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    /**
     * The process itself.
     *
     * @return the process, unless it ended or its id belongs to another process now
     */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isMeant);
    }

    private boolean isMeant(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(start, startedAt).abs().compareTo(TOLERANCE) <= 0)
                .orElse(false);
    }
}
