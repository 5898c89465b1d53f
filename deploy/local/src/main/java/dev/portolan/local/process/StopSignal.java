package dev.portolan.local.process;

/** How a process is asked to end. */
public enum StopSignal {
    /** SIGTERM: what JVMs end gracefully on. */
    TERM,
    /** SIGINT: PostgreSQL's fast shutdown, which does not wait for its clients to leave. */
    INT
}
