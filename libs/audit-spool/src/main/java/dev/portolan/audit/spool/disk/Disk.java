package dev.portolan.audit.spool.disk;

import java.io.IOException;
import java.util.List;

/** One directory, held by one process. Names are plain file names. Safe for use by many threads. */
public interface Disk extends AutoCloseable {
    /** The files that are there, in no particular order. */
    List<String> list() throws IOException;

    /**
     * Makes a file of zeros. On return its space is allocated, and file and name are on stable storage; if it fails,
     * nothing of it is left.
     *
     * @param size in bytes
     */
    DiskFile create(String name, long size) throws IOException;

    /** Opens a file that is there. */
    DiskFile open(String name) throws IOException;

    /** Removes a file that is there; the removal is on stable storage on return. */
    void delete(String name) throws IOException;

    /** Gives the directory back. */
    @Override
    void close() throws IOException;
}
