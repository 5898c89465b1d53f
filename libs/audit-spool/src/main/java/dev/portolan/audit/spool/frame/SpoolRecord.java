package dev.portolan.audit.spool.frame;

/**
 * A record of the spool.
 *
 * @param seq its number: 1, 2, 3 … over the whole life of the spool, without holes
 * @param kind what it is to the spool
 * @param intent number of the intent that an outcome ends or that is carried; 0 for other kinds
 * @param bytes what was handed in; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // carried from the caller to the disk and back, never compared
public record SpoolRecord(long seq, Kind kind, long intent, byte[] bytes) {}
