package dev.portolan.local.supervise;

/** What the whole suite is at. */
public enum Phase {
    /** Parts are being started for the first time. */
    STARTING,
    /** All parts were ready once. */
    RUNNING,
    /** Parts are being ended. */
    STOPPING
}
