package dev.portolan.audit.testing;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The database past the service, as its administrator. */
@ApplicationScoped
public class Database {

    private final String url;

    Database(@ConfigProperty(name = "testing.database") String url) {
        this.url = url;
    }

    Connection getConnection() throws SQLException {
        return DriverManager.getConnection(url);
    }
}
