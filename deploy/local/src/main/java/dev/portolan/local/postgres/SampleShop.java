package dev.portolan.local.postgres;

import dev.portolan.local.process.Steps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The sample database: a shop of about 50,000 rows, the same on every machine because each value is computed from a
 * digest of its row number. Made in one transaction, so it is whole or not there.
 */
final class SampleShop {

    private final Connection connection;

    SampleShop(Connection connection) {
        this.connection = connection;
    }

    void create(Steps steps) throws SQLException, IOException {
        if (exists()) {
            return;
        }
        steps.step("filling the sample database " + Databases.SHOP);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(script());
        }
        connection.commit();
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("analyze customers, products, orders, order_lines");
        }
    }

    private boolean exists() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select to_regclass('public.order_lines') is not null")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static String script() throws IOException {
        try (InputStream resource = SampleShop.class.getResourceAsStream("/shop.sql")) {
            if (resource == null) {
                throw new IOException("shop.sql is missing from this build");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
