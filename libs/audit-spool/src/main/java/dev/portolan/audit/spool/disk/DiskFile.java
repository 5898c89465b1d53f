package dev.portolan.audit.spool.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. What is written is on stable storage after {@link #force} and not before. */
public interface DiskFile extends AutoCloseable {
    /** The name it has now. */
    String name();

    /** Its length in bytes. */
    long size() throws IOException;

    /** Writes all that remains in {@code bytes} at {@code position}. */
    void write(ByteBuffer bytes, long position) throws IOException;

    /** Reads until {@code into} is full or the file ends. */
    void read(ByteBuffer into, long position) throws IOException;

    /**
     * Forces to stable storage what was written. After a failure nobody knows what arrived, and trying again says
     * nothing: the operating system may have dropped the pages meanwhile.
     */
    void force() throws IOException;

    /** Gives it another name, in place of a file that may have had it; on stable storage on return. */
    void rename(String to) throws IOException;

    /** Cuts it to this length; on stable storage on return. */
    void truncate(long size) throws IOException;

    /** Whether its name still leads to it. If not, it was deleted or replaced, and what is written is lost. */
    boolean inPlace() throws IOException;

    @Override
    void close() throws IOException;
}
