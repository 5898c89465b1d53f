package dev.portolan.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Ready means: the port accepts connections. For programs that open their port last.
 *
 * @param port a TCP port at 127.0.0.1
 */
public record PortProbe(int port) implements Probe {

    private static final int LIMIT_MILLIS = 2_000;

    @Override
    public boolean isReady() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
