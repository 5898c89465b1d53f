package dev.portolan.audit.testing;

import dev.portolan.audit.ledger.OldRecords;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A database of its own with our schema, without a container. */
public final class PlainDatabase implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final AgroalDataSource source;

    public PlainDatabase() throws IOException, SQLException {
        server = EmbeddedPostgres.start();
        Flyway.configure()
                .dataSource(server.getPostgresDatabase())
                .javaMigrations(new OldRecords())
                .placeholders(Map.of("writer", "", "floor", "31"))
                .load()
                .migrate();
        source = AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(2)
                        .connectionFactoryConfiguration(
                                factory -> factory.jdbcUrl(server.getJdbcUrl("postgres", "postgres")))));
    }

    public AgroalDataSource source() {
        return source;
    }

    public void execute(String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
        server.close();
    }
}
