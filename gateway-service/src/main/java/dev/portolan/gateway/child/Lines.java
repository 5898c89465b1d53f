package dev.portolan.gateway.child;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Cuts what a child writes into lines, none longer than a bound. */
final class Lines {
    private static final int CHUNK = 16 * 1024;

    private final InputStream in;
    private final int longest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean tooLong;

    /** Hears the lines. */
    interface Reader {
        /** A line, without its end. */
        void line(byte[] bytes) throws InterruptedException;

        /** There was a line beyond the bound; it is not kept. */
        void tooLong() throws InterruptedException;
    }

    /** @param longest in bytes */
    Lines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** Reads until there is no more; what has no line's end is no line. */
    void read(Reader reader) throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            int from = 0;
            for (int i = 0; i < read; i++) {
                if (chunk[i] == '\n') {
                    keep(chunk, from, i);
                    from = i + 1;
                    ended(reader);
                }
            }
            keep(chunk, from, read);
        }
    }

    private void keep(byte[] chunk, int from, int to) {
        tooLong |= line.size() + to - from > longest;
        if (tooLong) {
            line.reset();
        } else {
            line.write(chunk, from, to - from);
        }
    }

    private void ended(Reader reader) throws InterruptedException {
        if (tooLong) {
            reader.tooLong();
        } else {
            reader.line(line.toByteArray());
        }
        tooLong = false;
        line.reset();
    }
}
