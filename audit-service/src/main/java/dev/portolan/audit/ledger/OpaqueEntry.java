package dev.portolan.audit.ledger;

/**
 * Something that arrived and is not an event; kept whole, so that nothing is lost while a person finds out why.
 *
 * @param raw what arrived
 * @param parseError why it is not an event, in our words
 */
@SuppressWarnings("ArrayRecordComponent") // carried from the wire to the table, never compared
public record OpaqueEntry(byte[] raw, String parseError) {}
