package dev.portolan.connector.db.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.connector.db.TestDatabase;
import dev.portolan.connector.db.failure.DatabaseFailure;
import dev.portolan.connector.db.failure.FailureCode;
import dev.portolan.connector.db.source.SourceState.Standing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    private final TestDatabase database = TestDatabase.instance();

    @Test
    void theEnvironmentNamesSourcesOfOneWordAndMore() {
        DbConfig config = config(Map.of(
                "DB_SHOP_URL", "postgresql://a:b@c/d",
                "DB_MY_OLD_SHOP_URL", "jdbc:postgresql://c/d?user=a&password=b",
                "DB_SHOP_ALLOW_SUPERUSER", "true"));

        assertThat(config.sources()).containsOnlyKeys("shop", "my-old-shop");
        assertThat(config.sources().get("shop").allowSuperuser()).isTrue();
        assertThat(config.sources().get("my-old-shop").allowSuperuser()).isFalse();
    }

    @Test
    void aMisspeltVariableIsNamed() {
        assertThatThrownBy(() -> config(Map.of("DB_SHOP_URL", "postgresql://a:b@c/d", "DB_SHOP_ULR", "x")))
                .hasMessageContaining("DB_SHOP_ULR");
    }

    @Test
    void everyBadUrlIsNamedByItsVariableAndNotShown() {
        DbConfig config = config(Map.of(
                "DB_MY_SHOP_URL", "postgresql://a:hunter2@c:port/d",
                "DB_ARCHIVE_URL", "mysql://a:hunter2@c/d",
                "DB_FINE_URL", "postgresql://a:hunter2@c/d"));

        assertThatThrownBy(() -> sources(config))
                .hasMessageContaining("DB_MY_SHOP_URL")
                .hasMessageContaining("DB_ARCHIVE_URL")
                .hasMessageNotContaining("DB_FINE_URL")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void withoutASourceThereIsNothingToStartFor() {
        assertThatThrownBy(() -> sources(config(Map.of()))).hasMessageContaining("DB_<NAME>_URL");
    }

    @Test
    void theOnlySourceNeedNotBeNamed() {
        Sources sources = sources(config(Map.of("DB_SHOP_URL", database.url("shop_reader"))));

        assertThat(sources.ready(Optional.empty()).name()).isEqualTo("shop");
        assertThat(sources.ready(Optional.empty()).state().attacksHeld()).isGreaterThan(25);
    }

    @Test
    void aSuperuserIsRefusedUnlessItIsAllowed() {
        Sources refused = sources(config(Map.of("DB_SHOP_URL", database.superuserUrl())));
        Sources allowed =
                sources(config(Map.of("DB_SHOP_URL", database.superuserUrl(), "DB_SHOP_ALLOW_SUPERUSER", "true")));

        assertThatThrownBy(() -> refused.ready(Optional.empty()))
                .isInstanceOfSatisfying(
                        DatabaseFailure.class, f -> assertThat(f.code()).isEqualTo(FailureCode.SOURCE_REFUSED));
        assertThat(allowed.ready(Optional.empty()).state().notes()).anyMatch(note -> note.contains("superuser"));
    }

    @Test
    void whoMayBecomeASuperuserIsRefusedToo() {
        database.admin(
                "postgres", "DROP ROLE IF EXISTS climber; CREATE ROLE climber LOGIN PASSWORD 'x' IN ROLE postgres");
        Sources sources =
                sources(config(Map.of("DB_SHOP_URL", "postgresql://climber:x@localhost:" + database.port() + "/shop")));

        assertThatThrownBy(() -> sources.ready(Optional.empty()))
                .isInstanceOfSatisfying(
                        DatabaseFailure.class, f -> assertThat(f.code()).isEqualTo(FailureCode.SOURCE_REFUSED));
    }

    @Test
    void aSourceThatIsDownComesBackByItself(@TempDir Path data) throws IOException {
        // given a server that was up and is gone
        int port;
        try (EmbeddedPostgres server = server(data, 0)) {
            port = server.getPort();
            prepare(server);
        }
        Sources sources =
                sources(config(Map.of("DB_SHOP_URL", "postgresql://reader:r@localhost:" + port + "/postgres")));
        Source source = sources.named(Optional.empty());
        assertThat(source.look(0).standing()).isEqualTo(Standing.DOWN);

        // when it comes, it serves; when it goes, that is noticed; when it comes again, it serves again
        try (EmbeddedPostgres server = server(data, port)) {
            assertThat(source.look(0).standing()).isEqualTo(Standing.READY);
            source.pool().lend().close();
        }
        assertThat(source.look(0).standing()).isEqualTo(Standing.DOWN);
        try (EmbeddedPostgres server = server(data, port)) {
            assertThat(sources.ready(Optional.empty()).state().standing()).isEqualTo(Standing.READY);
        }
    }

    private static void prepare(EmbeddedPostgres server) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE reader LOGIN PASSWORD 'r'");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EmbeddedPostgres server(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data.resolve("pg"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private static DbConfig config(Map<String, String> environment) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(environment, 300))
                .withSources(new DbEnvironment())
                .withMapping(DbConfig.class)
                .build();
        return config.getConfigMapping(DbConfig.class);
    }

    private static Sources sources(DbConfig config) {
        WatchConfig impatient = new WatchConfig() {
            @Override
            public Duration interval() {
                return Duration.ofSeconds(1);
            }

            @Override
            public Duration retryAfter() {
                return Duration.ZERO;
            }
        };
        return new Sources(config, new TestDatabase.FakePoolConfig(), impatient, new SimpleMeterRegistry());
    }
}
