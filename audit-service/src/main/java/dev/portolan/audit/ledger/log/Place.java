package dev.portolan.audit.ledger.log;

/**
 * Where a record is.
 *
 * @param log number of the log
 * @param index of the leaf, from 0
 */
public record Place(int log, long index) {

    /** The place so many leaves behind this one. */
    public Place behind(long leaves) {
        return new Place(log, index + leaves);
    }
}
