package dev.portolan.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** The whole suite, started by {@code ./portolan up} on free ports, until it is closed. */
public final class RunningSuite implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(8);
    /** Of 5,000 from which this module takes, so that modules tested at a time do not take the same. */
    private static final int FIRST_PORT = Integer.getInteger("portolan.ports", 20_000);

    private static final Duration SHORT = Duration.ofMinutes(2);

    private final Launcher launcher;
    private final List<String> up;
    private final String readyText;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private RunningSuite(Launcher launcher, List<String> up, String readyText) {
        this.launcher = launcher;
        this.up = up;
        this.readyText = readyText;
    }

    /**
     * Starts it.
     *
     * @param connectors addresses of further connectors by their ids
     */
    public static RunningSuite start(Map<String, String> connectors) {
        return start(connectors, 1);
    }

    /**
     * Starts it.
     *
     * @param connectors addresses of further connectors by their ids
     * @param gateways replicas of the gateway
     */
    public static RunningSuite start(Map<String, String> connectors, int gateways) {
        List<String> up = new ArrayList<>(List.of("up", "--detach", "--gateways", String.valueOf(gateways)));
        connectors.forEach((id, url) -> up.addAll(List.of("--connector", id + "=" + url)));
        Launcher launcher = new Launcher(freePortBase(), "suite");
        Launcher.Ran ran = launcher.run(START, up.toArray(String[]::new));
        assertThat(ran.exitCode()).as(ran.output()).isZero();
        return new RunningSuite(launcher, up, ran.output());
    }

    /** The command that starts this suite. */
    public String[] up() {
        return up.toArray(String[]::new);
    }

    public String gateway() {
        return "http://localhost:" + launcher.port(0);
    }

    /** A replica of the gateway, counted from 1. */
    public String gateway(int replica) {
        return "http://localhost:" + launcher.port(replica == 1 ? 0 : replica + 2);
    }

    public String audit() {
        return "http://localhost:" + launcher.port(1);
    }

    /** What was printed when everything was ready. */
    public String readyText() {
        return readyText;
    }

    public Launcher launcher() {
        return launcher;
    }

    /** What {@code ./portolan token} prints; asked for once, as it is good for an hour. */
    public String token(String person) {
        return tokens.computeIfAbsent(person, whose -> {
            Launcher.Ran ran = launcher.run(SHORT, "token", whose);
            assertThat(ran.exitCode()).as(ran.output()).isZero();
            return ran.output().strip();
        });
    }

    @Override
    public void close() {
        Launcher.Ran ran = launcher.run(SHORT, "down");
        assertThat(ran.exitCode()).as(ran.output()).isZero();
    }

    private static int freePortBase() {
        Random random = new Random();
        for (int attempt = 0; attempt < 100; attempt++) {
            int base = FIRST_PORT + random.nextInt(50) * 100;
            if (List.of(0, 1, 2, 3, 4, 12, 32, 40, 41, 42, 43, 44, 80, 81).stream()
                    .allMatch(offset -> isFree(base + offset))) {
                return base;
            }
        }
        throw new AssertionError("no free range of ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
