package dev.portolan.local.report;

/** How {@code ./portolan} ends. The numbers are part of the command's contract and documented in its help. */
public enum ExitCode {
    /** Done. */
    OK(0),
    /** A part could not be started, or broke while it was. */
    FAILED(1),
    /** The command line or a setting is wrong. */
    USAGE(2),
    /** Nothing is running here. */
    NOT_RUNNING(3),
    /** Running, but at least one part is not ready. */
    DEGRADED(4),
    /** Something the machine must provide is missing: a free port, a JDK, disk space, a supported platform. */
    PRECONDITION(5),
    /** It runs already. */
    ALREADY_RUNNING(6);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /**
     * The process exit status.
     *
     * @return 0 to 6
     */
    public int number() {
        return number;
    }
}
