package dev.portolan.gateway.child;

import dev.portolan.mcp.JsonSlice;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What waits to be written to a child, bounded. One thread writes; any may add. */
final class Outbox {
    private final Deque<byte[]> lines = new ArrayDeque<>();
    private final int most;
    private final long mostBytes;
    private long bytes;
    private boolean closed;

    Outbox(ChildConfig config) {
        this.most = config.maxQueued();
        this.mostBytes = config.maxQueuedBytes().asLongValue();
    }

    /** Adds a message; false if there is no room for it, or nothing more is written. */
    synchronized boolean offer(JsonSlice message) {
        byte[] line = onOneLine(message.toBytes());
        boolean alone = lines.isEmpty();
        if (closed || lines.size() >= most || (!alone && bytes + line.length > mostBytes)) {
            return false;
        }
        lines.add(line);
        bytes += line.length;
        notifyAll();
        return true;
    }

    /** Line ends between the parts of a message mean nothing in JSON, and may not be here; strings have none. */
    private static byte[] onOneLine(byte[] json) {
        byte[] line = new byte[json.length + 1];
        for (int i = 0; i < json.length; i++) {
            line[i] = json[i] == '\n' || json[i] == '\r' ? (byte) ' ' : json[i];
        }
        line[json.length] = '\n';
        return line;
    }

    /** Writes until it is closed, and closes the stream then. */
    void write(OutputStream out) throws IOException, InterruptedException {
        try (out) {
            for (byte[] line = next(); line != null; line = next()) {
                out.write(line);
                out.flush();
            }
        }
    }

    private synchronized byte @Nullable [] next() throws InterruptedException {
        while (lines.isEmpty() && !closed) {
            wait();
        }
        byte[] line = lines.poll();
        bytes -= line == null ? 0 : line.length;
        return line;
    }

    /** Takes nothing more. What waits is still written. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
