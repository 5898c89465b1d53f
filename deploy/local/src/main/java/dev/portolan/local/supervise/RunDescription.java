package dev.portolan.local.supervise;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where and as what a supervisor runs its parts.
 *
 * @param stateFile told of every change
 * @param logs directory of the parts' log files
 * @param ownSession what to put before each command, so that the terminal's signals do not reach it
 * @param portBase the base of all ports
 * @param issuer the identity provider's issuer URL
 * @param restartAfter how long to wait after a part's first crash; see {@link Backoff}
 */
public record RunDescription(
        StateFile stateFile, Path logs, List<String> ownSession, int portBase, String issuer, Duration restartAfter) {

    /** Keeps an own copy. */
    public RunDescription {
        ownSession = List.copyOf(ownSession);
    }
}
