package dev.portolan.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.local.installation.Environment;
import dev.portolan.local.installation.Platform;
import dev.portolan.local.installation.Secrets;
import dev.portolan.local.installation.StateDirectory;
import dev.portolan.local.process.ChildProcess;
import dev.portolan.local.process.LogFile;
import dev.portolan.local.process.ServiceSpec;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the real PostgreSQL once. */
class PostgresServerTest {

    private static final Duration BOUND = Duration.ofMinutes(2);
    /** Of all order lines, in thousandths of a cent. */
    private static final long SHOP_TURNOVER = 531_483_872_150L;

    @TempDir
    static Path directory;

    private static StateDirectory state;
    private static PostgresServer server;
    private static ChildProcess child;

    @BeforeAll
    static void start() throws Exception {
        state = new StateDirectory(directory.resolve("state"));
        state.create();
        try (ServerSocket free = new ServerSocket(0)) {
            Platform platform = Platform.current(new Environment(System.getenv()));
            server = new PostgresServer(state, platform, new Secrets(state.secrets()), free.getLocalPort());
        }
        server.spec().before().run(step -> {});
        run();
    }

    @AfterAll
    static void stop() {
        child.stop(server.spec().stop(), BOUND);
    }

    private static void run() throws Exception {
        ServiceSpec spec = server.spec();
        LogFile log = new LogFile(state.logs().resolve("postgres.log"));
        child = ChildProcess.start(List.of(), spec.launch().get(), log);
        Awaitility.await().atMost(BOUND).until(() -> spec.probe().isReady());
        spec.after().run(step -> {});
    }

    @Test
    void theShopHasAboutFiftyThousandRowsThatBelongTogether() throws SQLException {
        assertThat(number("select (select count(*) from customers) + (select count(*) from products)"
                        + " + (select count(*) from orders) + (select count(*) from order_lines)"))
                .isBetween(49_000L, 51_000L);
        assertThat(number("select count(*) from orders o where not exists"
                        + " (select from order_lines l where l.order_id = o.order_id)"))
                .isZero();
        assertThat(number("select count(*) from orders o join customers c using (customer_id)"
                        + " where o.placed_at < c.registered_at"))
                .isZero();
    }

    @Test
    void theShopIsTheSameEverywhere() throws SQLException {
        assertThat(number("select sum(quantity * unit_price * (1 - discount) * 100000)::bigint from order_lines"))
                .isEqualTo(SHOP_TURNOVER);
    }

    @Test
    void everyTableAndColumnIsExplained() throws SQLException {
        assertThat(number("select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " join pg_attribute a on a.attrelid = c.oid and a.attnum >= 0"
                        + " where n.nspname = 'public' and c.relkind = 'r' and not a.attisdropped"
                        + " and col_description(c.oid, a.attnum) is null"))
                .isZero();
        assertThat(number("select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where n.nspname = 'public' and c.relkind = 'r' and obj_description(c.oid) is null"))
                .isZero();
    }

    @Test
    void theReaderMayOnlyRead() {
        for (String statement : new String[] {
            "delete from order_lines",
            "create table t (i int)",
            "create temporary table t (i int)",
            "set role shop_owner"
        }) {
            assertThatThrownBy(() -> execute(statement)).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(() -> connect(Databases.AUDIT, Databases.SHOP_READER, password(Databases.SHOP_READER)))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> connect(Databases.SHOP, Databases.SHOP_READER, "wrong"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void nothingThatProtectsDataIsSwitchedOff() throws SQLException {
        for (String setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
            assertThat(number("select count(*) from pg_settings where setting = 'on' and name = '" + setting + "'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void dataOutlivesTheServer() throws Exception {
        // given
        try (Connection connection = connect(Databases.AUDIT, Databases.AUDIT, password(Databases.AUDIT));
                Statement statement = connection.createStatement()) {
            statement.execute("create table kept as select 42 as number");
        }

        // an older launcher knew no writer
        try (Connection connection = connect("postgres", Databases.SUPERUSER, password(Databases.SUPERUSER));
                Statement statement = connection.createStatement()) {
            statement.execute("drop owned by audit_writer");
            statement.execute("drop role audit_writer");
        }

        // when
        assertThat(child.stop(server.spec().stop(), BOUND)).isTrue();
        server.spec().before().run(step -> {});
        run();

        // then
        connect(Databases.AUDIT, Databases.AUDIT_WRITER, password(Databases.AUDIT_WRITER))
                .close();
        try (Connection connection = connect(Databases.AUDIT, Databases.AUDIT, password(Databases.AUDIT));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select number from kept")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(42);
        }
    }

    private static long number(String query) throws SQLException {
        try (Connection connection = connect(Databases.SHOP, Databases.SHOP_READER, password(Databases.SHOP_READER));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = connect(Databases.SHOP, Databases.SHOP_READER, password(Databases.SHOP_READER));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String password(String role) {
        return server.databases().password(role);
    }

    private static Connection connect(String database, String role, String password) throws SQLException {
        return DriverManager.getConnection(server.databases().jdbcUrl(database), role, password);
    }
}
