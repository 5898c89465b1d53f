package dev.portolan.audit.ledger;

/**
 * What became of a batch.
 *
 * @param accepted events that are new
 * @param duplicates events that were there already, with the same bytes
 * @param opaque entries kept apart because they could not be read, or contradict an event of the same id
 */
public record Appended(int accepted, int duplicates, int opaque) {}
