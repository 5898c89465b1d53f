package dev.portolan.local.process;

import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** Finds out before anything is started whether a port is free, and if not, who has it. */
public final class PortCheck {

    private PortCheck() {}

    /**
     * Requires all ports of a part to be free at 127.0.0.1.
     *
     * @param spec the part
     * @throws LaunchFailure naming the first port that is taken, its process if known, and how to move
     */
    public static void requireFree(ServiceSpec spec) {
        for (int port : spec.ports()) {
            if (!isFree(port)) {
                throw new LaunchFailure(
                        ExitCode.PRECONDITION,
                        sentence(port, spec.id(), PortOwner.of(port).map(PortOwner::describe)));
            }
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static String sentence(int port, String part, Optional<String> owner) {
        return "Port " + port + ", needed by " + part + ", is taken"
                + owner.map(by -> " by " + by).orElse("")
                + ": end that process, or move all of Portolan's ports, e.g. PORTOLAN_PORT_BASE="
                + (port < 20_000 ? 27_400 : 17_400) + " ./portolan up.";
    }
}
