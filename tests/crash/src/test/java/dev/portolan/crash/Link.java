package dev.portolan.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The network between gateway and audit-service: one address, whatever is behind it, and it can be cut. */
final class Link implements AutoCloseable {
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile int target;
    private volatile boolean cut;

    Link() throws IOException {
        door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /** Where it leads from now on; 0 for nowhere. */
    void leadTo(int port) {
        target = port;
    }

    /** Cuts every connection, in the middle of whatever passes, and lets none through until it is mended. */
    void cut() throws IOException {
        cut = true;
        for (Socket socket : open) {
            socket.close();
        }
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
        threads.shutdownNow();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                if (cut || target == 0) {
                    near.close();
                } else {
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                    threads.execute(() -> pump(near, far));
                    threads.execute(() -> pump(far, near));
                }
            } catch (IOException nobodyThere) {
                // the gateway tries again
            }
        }
    }

    private void pump(Socket from, Socket to) {
        open.add(from);
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException broken) {
            // both ends are closed, as they should be
        } finally {
            open.remove(from);
        }
    }
}
