package dev.portolan.audit.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;

/** A PostgreSQL that can be stopped and comes back on the same port with the same data. */
public final class RestartablePostgres implements AutoCloseable {

    private final Path data;
    private final int port;
    private EmbeddedPostgres server;
    private boolean running;

    private RestartablePostgres(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    static RestartablePostgres create() {
        try (ServerSocket free = new ServerSocket(0)) {
            RestartablePostgres postgres =
                    new RestartablePostgres(Files.createTempDirectory("audit-postgres"), free.getLocalPort());
            free.close();
            postgres.start();
            postgres.createDatabase();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Address of the service's database. */
    String url() {
        return url("audit");
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    /** A database as a launcher or an administrator makes it: owned by one user, and written to by another. */
    private void createDatabase() {
        try (Connection connection = DriverManager.getConnection(url("postgres") + "?user=postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE audit LOGIN");
            statement.execute("CREATE ROLE audit_writer LOGIN");
            statement.execute("CREATE DATABASE audit OWNER audit");
            statement.execute("REVOKE CONNECT, TEMPORARY ON DATABASE audit FROM PUBLIC");
            statement.execute("GRANT CONNECT ON DATABASE audit TO audit_writer");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it unless it runs. */
    public void ensureStarted() {
        if (!running) {
            start();
        }
    }

    public void start() {
        try {
            server = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("max_connections", "40")
                    // off unless asked for: then the last commits are lost in a crash
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            running = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void stop() {
        try {
            server.close();
            running = false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as a power cut would, as far as a process can: at once, without a last word to the disk. */
    public void crash() {
        try {
            String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
            postmaster.onExit().join();
            // finds it gone, and gives up its lock on the directory
            server.close();
            running = false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops it, copies its data, and starts it again. @return the copy, for {@link #restore} */
    public Path backup() {
        Path copy = data.resolveSibling(data.getFileName() + "-backup");
        stop();
        copy(data, copy);
        start();
        return copy;
    }

    /** Begins again with the data that it had then. */
    public void restore(Path copy) {
        stop();
        delete(data);
        copy(copy, data);
        delete(copy);
        start();
    }

    private static void copy(Path from, Path to) {
        try {
            int failed = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                    .start()
                    .waitFor();
            if (failed != 0) {
                throw new IllegalStateException(from + " was not copied");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
        delete(data);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
