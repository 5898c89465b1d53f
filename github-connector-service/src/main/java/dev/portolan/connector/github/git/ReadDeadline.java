package dev.portolan.connector.github.git;

import java.time.Clock;
import java.time.Instant;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ProgressMonitor;

/** The end of one reading; loops ask it as they go. */
public final class ReadDeadline {

    private final Clock clock;
    private final Instant end;

    ReadDeadline(Clock clock, Instant end) {
        this.clock = clock;
        this.end = end;
    }

    /**
     * Goes on or ends.
     *
     * @throws dev.portolan.mcp.server.ToolCallException timeout, once the time is over
     */
    public void check() {
        if (passed()) {
            throw GitErrors.late();
        }
    }

    /** Ends what JGit does between our looks. */
    public ProgressMonitor monitor() {
        return new EmptyProgressMonitor() {
            @Override
            public boolean isCancelled() {
                return passed();
            }
        };
    }

    private boolean passed() {
        return clock.instant().isAfter(end) || Thread.currentThread().isInterrupted();
    }
}
