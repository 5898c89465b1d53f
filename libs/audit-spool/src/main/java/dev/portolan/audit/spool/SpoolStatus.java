package dev.portolan.audit.spool;

/**
 * How a spool stands.
 *
 * @param last number of the last record that was taken
 * @param durable of the last on stable storage
 * @param acknowledged of the last that may be given up
 * @param open intents without outcome
 * @param used bytes of all segments
 * @param budget most bytes of all segments
 * @param free allocated bytes that are neither written nor set aside
 * @param alive whether it takes records at all
 */
public record SpoolStatus(
        long last, long durable, long acknowledged, int open, long used, long budget, long free, boolean alive) {}
