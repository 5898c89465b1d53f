package dev.portolan.local.suite;

import dev.portolan.local.installation.Environment;
import dev.portolan.local.installation.Installation;
import dev.portolan.local.installation.Ports;
import dev.portolan.local.installation.Project;
import dev.portolan.local.installation.Secrets;
import dev.portolan.local.installation.StateDirectory;
import dev.portolan.local.keycloak.KeycloakCommand;
import dev.portolan.local.keycloak.KeycloakServer;
import dev.portolan.local.postgres.Databases;
import dev.portolan.local.postgres.PostgresServer;
import dev.portolan.local.process.ServiceSpec;
import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The suite as a list of parts, put together for one installation. */
public final class Suite {

    /** The gateway. */
    public static final String GATEWAY = "gateway";
    /** audit-service. */
    public static final String AUDIT = "audit";
    /** github-connector-service. */
    public static final String GITHUB = "github-connector";
    /** db-connector-service. */
    public static final String DB = "db-connector";
    /** The stand-in of the GitHub REST API. */
    public static final String STANDIN = "github-standin";

    /** What gateways seal with and audit-service opens with. */
    private static final String PAYLOAD_KEY = "audit-payload";

    private final Installation installation;
    private final ExternalParts external;
    private final int gateways;
    private final Ports ports;
    private final Secrets secrets;
    private final PostgresServer postgres;
    private final JavaService services;

    /**
     * The suite of an installation.
     *
     * @param installation where it lives
     * @param external the real things in place of local ones
     * @param gateways replicas of the gateway, 1 to {@value Ports#MOST_GATEWAYS}
     */
    public Suite(Installation installation, ExternalParts external, int gateways) {
        this.installation = installation;
        this.external = external;
        this.gateways = gateways;
        this.ports = installation.ports();
        StateDirectory state = installation.state();
        this.secrets = new Secrets(state.secrets());
        this.postgres = new PostgresServer(state, installation.platform(), secrets, ports.postgres());
        this.services = new JavaService(installation);
    }

    /** The issuer whose tokens all parts accept. */
    public String issuer() {
        return external.issuer().map(ExternalParts.Issuer::url).orElseGet(() -> KeycloakServer.issuer(ports));
    }

    /**
     * Some parts and all that they depend on.
     *
     * @param ids their names; none means all parts
     * @return the parts, in no particular order
     * @throws LaunchFailure if there is no part of such a name
     */
    public List<ServiceSpec> specs(List<String> ids) {
        List<ServiceSpec> all = specs();
        Map<String, ServiceSpec> known = new TreeMap<>();
        all.forEach(spec -> known.put(spec.id(), spec));
        Map<String, ServiceSpec> wanted = new TreeMap<>();
        Deque<String> waiting = new ArrayDeque<>(ids);
        while (!waiting.isEmpty()) {
            String id = waiting.pop();
            ServiceSpec spec = known.get(id);
            if (spec == null) {
                throw new LaunchFailure(
                        ExitCode.USAGE,
                        "There is no part " + id + ": choose from " + String.join(", ", known.keySet()) + ".");
            }
            wanted.put(id, spec);
            waiting.addAll(spec.dependsOn());
        }
        return ids.isEmpty() ? all : List.copyOf(wanted.values());
    }

    private List<ServiceSpec> specs() {
        List<ServiceSpec> specs = new ArrayList<>();
        if (external.needsPostgres()) {
            specs.add(postgres.spec());
        }
        if (external.issuer().isEmpty()) {
            specs.add(keycloak().spec());
        }
        if (!external.githubApi()) {
            List<Integer> port = List.of(ports.githubStandin());
            specs.add(
                    services.plain(new JavaService.Jar(STANDIN, project().githubStandin(), port, Set.of(), Map.of())));
        }
        specs.add(audit());
        specs.add(github());
        specs.add(db());
        for (int replica = 1; replica <= gateways; replica++) {
            specs.add(gateway(replica));
        }
        return specs;
    }

    private KeycloakServer keycloak() {
        KeycloakCommand command = new KeycloakCommand(
                JavaService.java(),
                JavaService.inherited(installation.environment()),
                installation.platform().ownSession());
        return new KeycloakServer(installation, command, secrets);
    }

    private ServiceSpec audit() {
        Map<String, String> variables = new TreeMap<>(environment().startingWith("AUDIT_"));
        variables.putAll(oidc());
        ExternalParts.Database database = external.auditDatabase()
                .orElseGet(() -> new ExternalParts.Database(
                        postgres.databases().jdbcUrl(Databases.AUDIT),
                        role(Databases.AUDIT_WRITER),
                        Optional.of(role(Databases.AUDIT))));
        variables.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
        variables.put("QUARKUS_DATASOURCE_USERNAME", database.writer().name());
        variables.put("QUARKUS_DATASOURCE_PASSWORD", database.writer().password());
        database.owner().ifPresent(owner -> {
            variables.put("QUARKUS_FLYWAY_USERNAME", owner.name());
            variables.put("QUARKUS_FLYWAY_PASSWORD", owner.password());
        });
        // a first start makes the key; it and what it signed last stay here whatever happens to the database
        StateDirectory state = installation.state();
        variables.putIfAbsent("AUDIT_TLOG_KEY_FILES", state.auditKey().toString());
        variables.putIfAbsent("AUDIT_TLOG_MAKE_KEY", "true");
        variables.putIfAbsent(
                "AUDIT_TLOG_MEMORY", state.secrets().resolve("audit-log.last").toString());
        variables.putIfAbsent(
                "AUDIT_PAYLOAD_SEALING_KEYS",
                secrets.keyPair(PAYLOAD_KEY).secret().toString());
        variables.putIfAbsent(
                "AUDIT_PAYLOAD_KEY_ENCRYPTION_KEYS",
                secrets.keyFile("audit-payload.kek").toString());
        Set<String> needs = external.auditDatabase().isPresent() ? Set.of() : Set.of(PostgresServer.ID);
        return service(AUDIT, "audit-service", ports.audit(), needs, variables);
    }

    private ExternalParts.Role role(String name) {
        return new ExternalParts.Role(name, postgres.databases().password(name));
    }

    private ServiceSpec github() {
        Map<String, String> variables = new TreeMap<>(connectorOidc());
        variables.put(
                "GIT_ROOT",
                environment().text("GIT_ROOT").orElse(installation.state().git().toString()));
        if (external.githubApi()) {
            variables.putAll(environment().startingWith("GITHUB_TOKEN", "GITHUB_API_URL"));
        } else {
            variables.put("GITHUB_API_URL", "http://localhost:" + ports.githubStandin());
        }
        Set<String> needs = external.githubApi() ? Set.of() : Set.of(STANDIN);
        return service(GITHUB, "github-connector-service", ports.github(), needs, variables);
    }

    private ServiceSpec db() {
        Map<String, String> variables = new TreeMap<>(external.databases());
        variables.putAll(connectorOidc());
        boolean shop = external.needsPostgres() && !variables.containsKey("DB_SHOP_URL");
        if (shop) {
            variables.put("DB_SHOP_URL", postgres.databases().url(Databases.SHOP, Databases.SHOP_READER));
        }
        return service(DB, "db-connector-service", ports.db(), shop ? Set.of(PostgresServer.ID) : Set.of(), variables);
    }

    private ServiceSpec gateway(int replica) {
        ConfigFiles files = new ConfigFiles(installation.state().config());
        Map<String, String> variables = new TreeMap<>(environment().startingWith("GATEWAY_"));
        variables.putAll(oidc());
        variables.put("GATEWAY_PUBLIC_URL", "http://localhost:" + ports.gateway());
        variables.put("GATEWAY_POLICY_FILE", files.policy().toString());
        variables.put("GATEWAY_CONNECTORS_FILE", files.connectors().toString());
        variables.put("GATEWAY_VIEWS_FILE", files.views().toString());
        variables.put("GATEWAY_AUDIT_URL", "http://localhost:" + ports.audit());
        variables.put("GATEWAY_SERVICE_CLIENT_ID", clientId());
        variables.put(
                "GATEWAY_SERVICE_CLIENT_SECRET",
                external.issuer()
                        .map(ExternalParts.Issuer::clientSecret)
                        .orElseGet(() -> KeycloakServer.gatewaySecret(secrets)));
        variables.putIfAbsent(
                "GATEWAY_AUDIT_SEALING_KEY", secrets.keyPair(PAYLOAD_KEY).open().toString());
        variables.put("GATEWAY_SEALING_KEYS", secrets.key("gateway-sealing-key"));
        String id = replica == 1 ? GATEWAY : GATEWAY + "-" + replica;
        int port = ports.gateway(replica);
        variables.putAll(spool(id));
        if (gateways > 1) {
            variables.put("GATEWAY_REPLICA_URL", "http://localhost:" + port);
            variables.put("GATEWAY_AUDIT_GATEWAY_ID", id);
        }
        return service(id, "gateway-service", port, Set.of(AUDIT, GITHUB, DB), variables);
    }

    /** Small segments, so that a first start writes little; it lasts as long as the database beside it. */
    private Map<String, String> spool(String gateway) {
        Map<String, String> variables = new TreeMap<>(Map.of(
                "GATEWAY_AUDIT_DURABILITY", "local",
                "GATEWAY_AUDIT_SPOOL_SEGMENT", "16M",
                "GATEWAY_AUDIT_SPOOL_BUDGET", "1G",
                "GATEWAY_AUDIT_SPOOL_ALLOW_VOLATILE", "true"));
        variables.putAll(environment().startingWith("GATEWAY_AUDIT_"));
        variables.put(
                "GATEWAY_AUDIT_SPOOL_DIRECTORY",
                installation.state().spool(gateway).toString());
        return variables;
    }

    private String clientId() {
        return external.issuer().map(ExternalParts.Issuer::clientId).orElse("portolan-gateway");
    }

    private Map<String, String> oidc() {
        return Map.of("QUARKUS_OIDC_AUTH_SERVER_URL", issuer());
    }

    private Map<String, String> connectorOidc() {
        Map<String, String> variables = new TreeMap<>(oidc());
        variables.put("MCP_SERVER_ALLOWED_CLIENTS", clientId());
        return variables;
    }

    private ServiceSpec service(String id, String module, int port, Set<String> needs, Map<String, String> variables) {
        Set<String> all = new HashSet<>(needs);
        if (external.issuer().isEmpty()) {
            all.add(KeycloakServer.ID);
        }
        List<Integer> both = List.of(port, ports.managementOf(port));
        return services.quarkus(new JavaService.Jar(id, project().service(module), both, all, variables));
    }

    private Environment environment() {
        return installation.environment();
    }

    private Project project() {
        return installation.project();
    }
}
