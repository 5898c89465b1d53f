package dev.portolan.audit.export;

import java.io.IOException;

/** A file of records on its way into a stream. */
interface RecordFile {

    /** @throws IOException if the reader is gone */
    void add(ExportedRecord record) throws IOException;

    /** Writes what is left; the stream stays open. @throws IOException if the reader is gone */
    default void end() throws IOException {}
}
