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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A stranger's MCP server from npm, pinned: it speaks 2025-11-25 with sessions and knows nothing of Portolan. */
final class ThirdPartyServer implements AutoCloseable {
    private static final Path WORK = Path.of(System.getProperty("portolan.work"), "npm");
    private static final String PROGRAM = "node_modules/@modelcontextprotocol/server-everything/dist/index.js";
    private static final Path SOURCE = Path.of("src", "test", "npm");

    private final Optional<Process> process;
    private final int port;

    private ThirdPartyServer(Optional<Process> process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Where it listens; empty if this machine has no npm to get it with. */
    Optional<String> url() {
        return process.map(running -> "http://localhost:" + port + "/mcp");
    }

    /** How it is run as a program that speaks over its standard streams; empty if there is no npm. */
    Optional<String> command() {
        return process.map(running -> "node " + WORK.toAbsolutePath().resolve(PROGRAM) + " stdio");
    }

    static ThirdPartyServer startIfThereIsNpm() {
        if (!succeeds(Path.of("").toAbsolutePath(), Duration.ofSeconds(30), "npm", "--version")) {
            return new ThirdPartyServer(Optional.empty(), 0);
        }
        try {
            Files.createDirectories(WORK);
            for (String file : List.of("package.json", "package-lock.json", ".npmrc")) {
                Files.copy(SOURCE.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!succeeds(WORK, Duration.ofMinutes(3), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")) {
                throw new AssertionError("npm is there but 'npm ci' failed in " + WORK);
            }
            int port = freePort();
            ProcessBuilder builder = new ProcessBuilder("node", PROGRAM, "streamableHttp")
                    .directory(WORK.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(WORK.resolve("server.log").toFile());
            builder.environment().put("PORT", Integer.toString(port));
            ThirdPartyServer server = new ThirdPartyServer(Optional.of(builder.start()), port);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> accepts(port));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        process.ifPresent(Process::destroy);
    }
}
