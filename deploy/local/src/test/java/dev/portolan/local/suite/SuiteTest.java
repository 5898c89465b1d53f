package dev.portolan.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.local.installation.Environment;
import dev.portolan.local.installation.Installation;
import dev.portolan.local.installation.Platform;
import dev.portolan.local.installation.Ports;
import dev.portolan.local.installation.Project;
import dev.portolan.local.installation.StateDirectory;
import dev.portolan.local.process.Launch;
import dev.portolan.local.process.ServiceSpec;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteTest {

    @TempDir
    Path project;

    private StateDirectory state;

    @BeforeEach
    void state() {
        state = new StateDirectory(project.resolve("state"));
        state.create();
    }

    @Test
    void withoutSettingsEverythingIsLocal() {
        assertThat(suite(Map.of()).specs(List.of()))
                .extracting(ServiceSpec::id)
                .containsExactlyInAnyOrder(
                        "postgres",
                        "keycloak",
                        "github-standin",
                        "audit",
                        "github-connector",
                        "db-connector",
                        "gateway");
    }

    @Test
    void realThingsTakeThePlaceOfLocalOnes() {
        // given
        Map<String, String> real = Map.of(
                "PORTOLAN_OIDC_ISSUER", "https://id.example.com",
                "PORTOLAN_OIDC_CLIENT_SECRET", "s",
                "PORTOLAN_AUDIT_DB_URL", "jdbc:postgresql://db/audit",
                "PORTOLAN_AUDIT_DB_USER", "audit",
                "PORTOLAN_AUDIT_DB_PASSWORD", "p",
                "DB_SALES_URL", "postgresql://reader:p@db/sales",
                "GITHUB_TOKEN", "t");

        // then
        assertThat(suite(real).specs(List.of()))
                .extracting(ServiceSpec::id)
                .containsExactlyInAnyOrder("audit", "github-connector", "db-connector", "gateway");
        assertThat(variables(real, "audit"))
                .containsEntry("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://db/audit")
                .containsEntry("QUARKUS_OIDC_AUTH_SERVER_URL", "https://id.example.com");
    }

    @Test
    void auditServiceWritesAsAnotherThanWhoOwnsItsTables() {
        assertThat(variables(Map.of(), "audit"))
                .containsEntry("QUARKUS_DATASOURCE_USERNAME", "audit_writer")
                .containsEntry("QUARKUS_FLYWAY_USERNAME", "audit")
                .satisfies(it -> assertThat(it.get("QUARKUS_FLYWAY_PASSWORD"))
                        .isNotBlank()
                        .isNotEqualTo(it.get("QUARKUS_DATASOURCE_PASSWORD")));
        Map<String, String> real = Map.of(
                "PORTOLAN_AUDIT_DB_URL", "jdbc:postgresql://db/audit",
                "PORTOLAN_AUDIT_DB_USER", "writer",
                "PORTOLAN_AUDIT_DB_PASSWORD", "p",
                "PORTOLAN_AUDIT_DB_OWNER", "owner",
                "PORTOLAN_AUDIT_DB_OWNER_PASSWORD", "q");
        assertThat(variables(real, "audit"))
                .containsEntry("QUARKUS_DATASOURCE_USERNAME", "writer")
                .containsEntry("QUARKUS_FLYWAY_USERNAME", "owner")
                .containsEntry("QUARKUS_FLYWAY_PASSWORD", "q");
    }

    @Test
    void aSecretIsSeenOnlyByThePartItIsMeantFor() {
        // given
        Map<String, String> secrets =
                Map.of("GITHUB_TOKEN", "planted-github", "DB_SALES_URL", "postgresql://r:planted-db@db/sales");

        // then
        assertThat(variables(secrets, "github-connector")).containsValue("planted-github");
        assertThat(variables(secrets, "db-connector")).containsKey("DB_SALES_URL");
        for (String other : List.of("audit", "gateway", "db-connector")) {
            assertThat(variables(secrets, other)).doesNotContainValue("planted-github");
        }
        for (String other : List.of("audit", "gateway", "github-connector")) {
            assertThat(variables(secrets, other)).doesNotContainKey("DB_SALES_URL");
        }
    }

    @Test
    void noSecretIsOnACommandLine() {
        // given
        Suite suite = suite(Map.of("GITHUB_TOKEN", "planted-github"));

        // then
        for (ServiceSpec spec : suite.specs(List.of("audit", "github-connector", "db-connector", "gateway"))) {
            if (!spec.id().equals("keycloak") && !spec.id().equals("postgres")) {
                Launch launch = spec.launch().get();
                String command = String.join(" ", launch.command());
                launch.environment().forEach((name, value) -> {
                    if (name.contains("SECRET") || name.contains("TOKEN") || name.contains("PASSWORD")) {
                        assertThat(command).doesNotContain(value);
                    }
                });
                assertThat(launch.toString()).doesNotContain("planted-github");
            }
        }
    }

    @Test
    void somePartsBringWhatTheyDependOn() {
        assertThat(suite(Map.of()).specs(List.of("audit")))
                .extracting(ServiceSpec::id)
                .containsExactlyInAnyOrder("audit", "postgres", "keycloak");
        assertThatThrownBy(() -> suite(Map.of()).specs(List.of("nobody"))).hasMessageContaining("db-connector");
    }

    @Test
    void replicasOfTheGatewayKnowWhereTheyAreAndShareTheirKey() {
        // when
        List<ServiceSpec> gateways = suite(Map.of(), 2).specs(List.of("gateway", "gateway-2")).stream()
                .filter(spec -> spec.id().startsWith("gateway"))
                .sorted(Comparator.comparing(ServiceSpec::id))
                .toList();

        // then
        assertThat(gateways)
                .extracting(spec -> spec.launch().get().environment().get("GATEWAY_REPLICA_URL"))
                .containsExactly("http://localhost:9000", "http://localhost:9004");
        assertThat(gateways)
                .extracting(spec -> spec.launch().get().environment().get("GATEWAY_AUDIT_GATEWAY_ID"))
                .containsExactly("gateway", "gateway-2");
        assertThat(gateways)
                .extracting(spec -> spec.launch().get().environment().get("GATEWAY_SEALING_KEYS"))
                .doesNotContainNull()
                .containsOnly(variables(Map.of(), "gateway").get("GATEWAY_SEALING_KEYS"));
    }

    private Map<String, String> variables(Map<String, String> environment, String id) {
        return suite(environment).specs(List.of(id)).stream()
                .filter(spec -> spec.id().equals(id))
                .findFirst()
                .orElseThrow()
                .launch()
                .get()
                .environment();
    }

    private Suite suite(Map<String, String> variables) {
        return suite(variables, 1);
    }

    private Suite suite(Map<String, String> variables, int gateways) {
        Environment environment = new Environment(variables);
        Installation installation = new Installation(
                new Project(project),
                state,
                new Ports(9000),
                new Platform("Linux", "amd64", "maya", List.of()),
                environment);
        return new Suite(installation, ExternalParts.from(environment), gateways);
    }
}
