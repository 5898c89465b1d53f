package dev.portolan.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A stranger's MCP server from npm, pinned: it speaks 2025-11-25 with sessions and knows nothing of Portolan. */
final class ThirdPartyServer implements AutoCloseable {
    private static final Path WORK = Path.of(System.getProperty("portolan.work"), "npm");
    private static final String PROGRAM = "node_modules/@modelcontextprotocol/server-everything/dist/index.js";
    private static final Path SOURCE = Path.of("src", "test", "npm");

    /** By the name it gives them, the transports it serves over HTTP, and where. */
    private final Map<String, Integer> ports;

    private final List<Process> processes;

    private ThirdPartyServer(Map<String, Integer> ports, List<Process> processes) {
        this.ports = Map.copyOf(ports);
        this.processes = List.copyOf(processes);
    }

    /** Where it listens; empty if this machine has no npm to get it with. */
    Optional<String> url() {
        return Optional.ofNullable(ports.get("streamableHttp")).map(port -> "http://localhost:" + port + "/mcp");
    }

    /** Where it serves the transport of 2024-11-05 and nothing else; empty if there is no npm. */
    Optional<String> oldUrl() {
        return Optional.ofNullable(ports.get("sse")).map(port -> "http://localhost:" + port + "/sse");
    }

    /** How it is run as a program that speaks over its standard streams; empty if there is no npm. */
    Optional<String> command() {
        return url().map(running -> "node " + WORK.toAbsolutePath().resolve(PROGRAM) + " stdio");
    }

    static ThirdPartyServer startIfThereIsNpm() {
        if (!succeeds(Path.of("").toAbsolutePath(), Duration.ofSeconds(30), "npm", "--version")) {
            return new ThirdPartyServer(Map.of(), List.of());
        }
        try {
            Files.createDirectories(WORK);
            for (String file : List.of("package.json", "package-lock.json", ".npmrc")) {
                Files.copy(SOURCE.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!succeeds(WORK, Duration.ofMinutes(3), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")) {
                throw new AssertionError("npm is there but 'npm ci' failed in " + WORK);
            }
            Map<String, Integer> ports = new HashMap<>();
            List<Process> processes = new ArrayList<>();
            for (String transport : List.of("streamableHttp", "sse")) {
                int port = freePort();
                ports.put(transport, port);
                processes.add(start(transport, port));
            }
            ports.values()
                    .forEach(port ->
                            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> accepts(port)));
            return new ThirdPartyServer(ports, processes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process start(String transport, int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("node", PROGRAM, transport)
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .redirectOutput(WORK.resolve(transport + ".log").toFile());
        builder.environment().put("PORT", Integer.toString(port));
        return builder.start();
    }

    private static boolean succeeds(Path directory, Duration atMost, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException thereIsNoSuchProgram) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("localhost", port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
    }
}
