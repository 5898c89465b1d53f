package dev.portolan.audit.tail;

/**
 * A record on its way to a listener.
 *
 * @param place in the log
 * @param event as it was sent; empty for a sign of life
 */
record TailedRecord(Place place, String event) {}
