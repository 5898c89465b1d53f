package dev.portolan.audit.testing;

import dev.portolan.audit.ledger.DataSet;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The data set of {@code tests/bench/audit-queries}: a database {@code -Dbench=jdbc:…}, or one in the directory
 * {@code -Dbench=…} with a server that runs while the tests do. It is filled once, with {@code -Dbench.records}.
 */
public final class BenchDatabase {

    private static @Nullable String url;

    private BenchDatabase() {}

    /** As the service would have it. */
    public static synchronized AgroalDataSource open() throws Exception {
        if (url == null) {
            String given = System.getProperty("bench");
            url = given.startsWith("jdbc:") ? given : served(Path.of(given));
            fill();
        }
        return pool(url);
    }

    /** A server that keeps what it has committed, with the memory of a small machine. */
    public static EmbeddedPostgres.Builder durable() {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "2GB")
                .setServerConfig("max_wal_size", "4GB");
    }

    /** One row of the table, with the load of the machine in the last minute. */
    public static void say(String what, double figure, String unit, String bar) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s %s | %s | %.1f |%n",
                what,
                figure < 100 ? String.format(Locale.ROOT, "%.1f", figure) : String.format(Locale.ROOT, "%,.0f", figure),
                unit,
                bar,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String served(Path directory) throws IOException {
        Files.createDirectories(directory);
        return durable()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .start()
                .getJdbcUrl("postgres", "postgres");
    }

    private static void fill() throws Exception {
        try (AgroalDataSource database = pool(url);
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            DataSet.prepare(database);
            if (number(statement, "SELECT count(*) FROM audit_event") == 0) {
                long records = Long.getLong("bench.records", 10_000_000);
                Duration took = DataSet.fill(database, records, 10_000);
                say("data set of " + records + " records filled", records * 1000.0 / took.toMillis(), "records/s", "");
                statement.execute("VACUUM ANALYZE");
            }
            say("records", number(statement, "SELECT count(*) FROM audit_event"), "", "");
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static AgroalDataSource pool(String url) throws SQLException {
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(4)
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url))));
    }
}
