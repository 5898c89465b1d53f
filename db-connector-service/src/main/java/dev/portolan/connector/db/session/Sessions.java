package dev.portolan.connector.db.session;

import dev.portolan.connector.db.failure.DatabaseErrors;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.jdbc.PgConnection;

/** Opens sessions on one server, each with the bounds of {@link PoolConfig}. */
public final class Sessions {
    private final SourceUrl url;
    private final PoolConfig config;
    private final Driver driver = new Driver();

    public Sessions(SourceUrl url, PoolConfig config) {
        this.url = url;
        this.config = config;
    }

    /**
     * Opens one. Blocks for at most {@link PoolConfig#connectTimeout()}.
     *
     * @throws dev.portolan.connector.db.failure.DatabaseFailure if the server cannot be reached or refuses us
     */
    public Session open() {
        try {
            PgConnection connection = (PgConnection) driver.connect(url.jdbcUrl(), properties());
            return new Session(connection, System.nanoTime());
        } catch (SQLException e) {
            throw DatabaseErrors.of(e);
        }
    }

    private Properties properties() {
        Properties properties = url.driverProperties();
        properties.putIfAbsent("ApplicationName", "portolan-db-connector");
        properties.setProperty("connectTimeout", seconds(config.connectTimeout()));
        properties.setProperty("loginTimeout", seconds(config.connectTimeout()));
        properties.setProperty("socketTimeout", seconds(config.socketTimeout()));
        properties.setProperty("cancelSignalTimeout", seconds(config.connectTimeout()));
        properties.setProperty("tcpKeepAlive", "true");
        // Values in text form only, statements prepared for one use only: see RawRows and Session
        properties.setProperty("binaryTransfer", "false");
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("preparedStatementCacheQueries", "0");
        properties.setProperty("maxResultBuffer", Integer.toString(config.maxPortionBytes()));
        // The server's message text quotes data; the driver must not put it into exceptions either
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }
}
