package dev.portolan.local.supervise;

/** What one part is at. */
public enum ServiceStatus {
    /** Not started yet. */
    WAITING,
    /** Being prepared, or started and not ready yet. */
    STARTING,
    /** Does its work. */
    READY,
    /** Crashed; will be started again. */
    RESTARTING,
    /** Crashed too often, or could not be started: given up until the next {@code up}. */
    FAILED,
    /** Ended by us. */
    STOPPED
}
