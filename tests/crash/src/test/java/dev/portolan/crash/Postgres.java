package dev.portolan.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** One PostgreSQL for all, which can be killed and comes back; each run has a database of its own. */
final class Postgres implements AutoCloseable {
    private static final String TEMPLATE = "migrated";
    private static final String OWNER = "audit";
    private static final String WRITER = "audit_writer";

    private final Path data;
    private final int port;
    private EmbeddedPostgres server;
    private int databases;

    Postgres(Path data) throws IOException, SQLException {
        this.data = data;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        server = started();
        execute("CREATE ROLE " + OWNER + " LOGIN");
        execute("CREATE ROLE " + WRITER + " LOGIN");
        execute("CREATE DATABASE " + TEMPLATE + " OWNER " + OWNER);
        Flyway.configure()
                .dataSource(url(TEMPLATE, OWNER), null, null)
                .locations("classpath:db/migration")
                .placeholders(Map.of("writer", WRITER, "floor", "31"))
                .load()
                .migrate();
    }

    /** Address of a new database with the schema of audit-service, for the user that audit-service writes as. */
    String newDatabase() throws SQLException {
        String name = "run_" + ++databases;
        execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return url(name, WRITER) + "&ApplicationName=crash&connectTimeout=1&socketTimeout=20";
    }

    /** A copy of a database that nobody uses, as a backup restored. */
    String copyOf(String url) throws SQLException {
        String name = "run_" + ++databases;
        String source = url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + source + "'");
        execute("CREATE DATABASE " + name + " TEMPLATE " + source);
        return url.replace("/" + source + "?", "/" + name + "?");
    }

    /** Ends it as a power cut would, as far as a process can: at once, without a last word to the disk. */
    void crash() throws IOException, InterruptedException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
        postmaster.onExit().join();
        // finds it gone, and gives up its lock on the directory
        server.close();
    }

    void start() throws IOException {
        server = started();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private EmbeddedPostgres started() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("max_connections", "40")
                // off unless asked for: then the last commits are lost in a crash
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    private String url(String database, String user) {
        return "jdbc:postgresql://localhost:" + port + "/" + database + "?user=" + user;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
