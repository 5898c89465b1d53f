package dev.portolan.connector.db;

import dev.portolan.connector.db.session.PoolConfig;
import dev.portolan.connector.db.session.SessionPool;
import dev.portolan.connector.db.session.Sessions;
import dev.portolan.connector.db.session.SourceUrl;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A real PostgreSQL of the tests' own, started once for all of them, with a small shop in it. */
public final class TestDatabase {
    private static final String SHOP = """
            CREATE ROLE shop_owner LOGIN PASSWORD 'owner-secret-7';
            CREATE ROLE shop_reader LOGIN PASSWORD 'reader-secret-7';
            """;
    private static final String TABLES = """
            CREATE TABLE customers (
              id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              name text NOT NULL,
              city text DEFAULT 'Porto');
            COMMENT ON TABLE customers IS 'People who buy';
            COMMENT ON COLUMN customers.city IS 'Where the parcel goes';
            CREATE TABLE orders (
              id bigint PRIMARY KEY,
              customer_id int NOT NULL REFERENCES customers (id),
              total numeric(10,2) NOT NULL CHECK (total >= 0),
              placed_at timestamptz NOT NULL DEFAULT now());
            CREATE INDEX orders_by_customer ON orders (customer_id);
            CREATE VIEW big_orders AS SELECT * FROM orders WHERE total > 100;
            CREATE SEQUENCE counter;
            CREATE TABLE secrets (id int PRIMARY KEY, code text);
            INSERT INTO customers (name) SELECT 'customer ' || n FROM generate_series(1, 500) n;
            INSERT INTO orders SELECT n, 1 + n % 500, n, '2026-01-01T00:00:00Z' FROM generate_series(1, 1000) n;
            INSERT INTO secrets VALUES (1, 'MARKER-71c9');
            CREATE FUNCTION write_order() RETURNS int LANGUAGE plpgsql AS
              $$ BEGIN INSERT INTO orders VALUES (99999, 1, 1); RETURN 1; END $$;
            CREATE FUNCTION write_as_owner() RETURNS int LANGUAGE plpgsql SECURITY DEFINER AS
              $$ BEGIN INSERT INTO orders VALUES (99998, 1, 1); RETURN 1; END $$;
            CREATE FUNCTION fail_with_data() RETURNS int LANGUAGE plpgsql AS
              $$ BEGIN RAISE EXCEPTION 'row was %', (SELECT code FROM secrets) USING DETAIL = 'MARKER-71c9'; END $$;
            GRANT SELECT ON customers, orders, big_orders TO shop_reader;
            ANALYZE;
            """;

    private static final TestDatabase INSTANCE = new TestDatabase();

    private final EmbeddedPostgres server;

    private TestDatabase() {
        try {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "60")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
            admin("postgres", SHOP);
            admin("postgres", "CREATE DATABASE shop OWNER shop_owner");
            as("shop_owner", "owner-secret-7", TABLES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TestDatabase instance() {
        return INSTANCE;
    }

    private void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getPort();
    }

    public String url(String role) {
        String password = role.equals("shop_owner") ? "owner-secret-7" : "reader-secret-7";
        return "postgresql://" + role + ":" + password + "@localhost:" + port() + "/shop";
    }

    public String superuserUrl() {
        return "postgresql://postgres:postgres@localhost:" + port() + "/shop";
    }

    /** Runs statements as superuser. */
    public void admin(String database, String statements) {
        run("jdbc:postgresql://localhost:" + port() + "/" + database, "postgres", "postgres", statements);
    }

    private void as(String role, String password, String statements) {
        run("jdbc:postgresql://localhost:" + port() + "/shop", role, password, statements);
    }

    private static void run(String url, String user, String password, String statements) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One value, asked as superuser, past the connector. */
    public String ask(String sql) {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://localhost:" + port() + "/shop", "postgres", "postgres");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Sessions sessions(String role) {
        return new Sessions(SourceUrl.parse(url(role)), new FakePoolConfig());
    }

    public SessionPool pool(String role) {
        return new SessionPool(sessions(role), new FakePoolConfig(), nanos -> {});
    }

    /** The defaults, but with little patience. */
    public static class FakePoolConfig implements PoolConfig {
        @Override
        public int maxSize() {
            return 10;
        }

        @Override
        public Duration maxWait() {
            return Duration.ofMillis(200);
        }

        @Override
        public int maxWaiting() {
            return 5;
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration maxIdle() {
            return Duration.ofMinutes(2);
        }

        @Override
        public Duration maxLifetime() {
            return Duration.ofMinutes(30);
        }

        @Override
        public Duration socketTimeout() {
            return Duration.ofSeconds(45);
        }

        @Override
        public int maxPortionBytes() {
            return 8 * 1024 * 1024;
        }
    }
}
