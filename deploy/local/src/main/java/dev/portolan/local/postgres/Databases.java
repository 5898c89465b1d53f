package dev.portolan.local.postgres;

import dev.portolan.local.installation.Secrets;
import dev.portolan.local.process.Steps;
import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The databases and roles of the suite: {@code audit} for audit-service, {@code shop} as the sample to ask. */
public final class Databases {

    /** PostgreSQL's own administrator; no service gets its password. */
    public static final String SUPERUSER = "postgres";
    /** Database of audit-service, and the role that owns its tables. */
    public static final String AUDIT = "audit";
    /** Audit-service writes as this one; it may change nothing that is evidence. */
    public static final String AUDIT_WRITER = "audit_writer";
    /** The sample database. */
    public static final String SHOP = "shop";
    /** Owns the sample's tables. */
    public static final String SHOP_OWNER = "shop_owner";
    /** May only read the sample's tables. */
    public static final String SHOP_READER = "shop_reader";

    private final int port;
    private final Secrets secrets;

    Databases(int port, Secrets secrets) {
        this.port = port;
        this.secrets = secrets;
    }

    /**
     * Address of a database.
     *
     * @param database its name
     * @return a JDBC URL without credentials
     */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    /**
     * Address of a database with the credentials of a role; a secret.
     *
     * @param database the database's name
     * @param role the role's name
     * @return a URL as libpq writes it
     */
    public String url(String database, String role) {
        return "postgresql://" + role + ":" + secrets.password(role) + "@localhost:" + port + "/" + database;
    }

    /**
     * A role's password; a secret.
     *
     * @param role the role's name
     * @return the password
     */
    public String password(String role) {
        return secrets.password(role);
    }

    boolean answers() {
        try (Connection connection = connect(SUPERUSER, SUPERUSER)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Makes what is not there yet: roles, databases, the sample. */
    void create(Steps steps) throws IOException {
        try {
            try (Connection connection = connect(SUPERUSER, SUPERUSER)) {
                for (String role : new String[] {AUDIT, AUDIT_WRITER, SHOP_OWNER, SHOP_READER}) {
                    createRole(connection, role);
                }
                createDatabase(connection, AUDIT, AUDIT);
                // each time: an older launcher knew one role only
                admit(connection, AUDIT, AUDIT_WRITER);
                createDatabase(connection, SHOP, SHOP_OWNER);
            }
            try (Connection connection = connect(SHOP, SHOP_OWNER)) {
                new SampleShop(connection).create(steps);
            }
        } catch (SQLException e) {
            throw new LaunchFailure(
                    ExitCode.FAILED,
                    "PostgreSQL refused to set up its databases (SQLSTATE " + e.getSQLState()
                            + "): read ./portolan logs " + PostgresServer.ID + ".");
        }
    }

    private void createRole(Connection connection, String role) throws SQLException {
        boolean exists = exists(connection, "select 1 from pg_roles where rolname = ?", role);
        try (Statement statement = connection.createStatement()) {
            // the password is hexadecimal and the name one of ours; the server cannot take either as a parameter here
            statement.execute((exists ? "alter" : "create") + " role " + role + " login nosuperuser nocreatedb"
                    + " nocreaterole password '" + secrets.password(role) + "'");
        }
    }

    private static void createDatabase(Connection connection, String database, String owner) throws SQLException {
        if (exists(connection, "select 1 from pg_database where datname = ?", database)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("create database " + database + " owner " + owner);
            statement.execute("revoke connect, temporary on database " + database + " from public");
        }
    }

    private static void admit(Connection connection, String database, String role) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("grant connect on database " + database + " to " + role);
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private Connection connect(String database, String role) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", secrets.password(role));
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("ApplicationName", "portolan-local");
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }
}
