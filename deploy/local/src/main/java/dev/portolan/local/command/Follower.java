package dev.portolan.local.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads on in a file that others append to, and begins anew when it was cut or replaced by a shorter one. */
final class Follower {

    private static final int CHUNK = 64 * 1024;

    private final Path path;
    private long position;

    Follower(Path path) {
        this.path = path;
    }

    /** Copies what was appended since the last time. */
    void copyNew(PrintStream out) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            if (file.length() < position) {
                position = 0;
            }
            file.seek(position);
            byte[] chunk = new byte[CHUNK];
            for (int read = file.read(chunk); read > 0; read = file.read(chunk)) {
                out.write(chunk, 0, read);
                position += read;
            }
            out.flush();
        }
    }

    /** Leaves out what is there, but for the last lines. */
    void skipTo(int lastLines) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            int seen = 0;
            long at = file.length();
            // the newline that ends the last line begins no other
            while (at > 1 && seen < lastLines) {
                at--;
                file.seek(at - 1);
                if (file.read() == '\n') {
                    seen++;
                }
            }
            position = seen < lastLines ? 0 : at;
        }
    }
}
