package dev.portolan.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Renders {@code docs/reference/configuration.md}: a head kept by hand; its values and the rest are the code's. */
final class ConfigurationPage {
    private static final List<String> SERVICES =
            List.of("gateway-service", "audit-service", "github-connector-service", "db-connector-service");
    private static final List<String> CONNECTORS = SERVICES.subList(2, 4);
    private static final int LONGEST_CELL = 60;
    private static final String NOTHING = "–";

    private static final String HEAD = """
            # Configuration

            *Reference. Generated from the code (`ConfigurationReferenceTest`), don't edit: every key of every \
            service, its default, its bounds and what it means.*

            A key is set by its environment variable or as a property (`-D`, or `config/application.properties` in the \
            directory the service runs in). An unknown property below a prefix of ours keeps the service from \
            starting; a misspelt environment variable does so only for `DB_…`. All is read once, at start; what \
            changes while the gateway runs is in files of its own: [connectors](../how-to/add-a-connector.md) and \
            [policy](policy.md). What the launcher sets is in [run locally](../how-to/run-locally.md).

            *Types.* Duration: `500ms`, `30s`, `10m`, `1h`, `1d`. Size: `256K`, `4M`. List: values with commas \
            between them. `${key}` in a default is that key's value. Bounds that are missing are those of the type.

            ## Quarkus

            Everything Quarkus 3.33 knows may be set. These are the keys that matter, with the values the services \
            ship with (– is Quarkus's own default).

            """;

    /** Key, and what it means to us. */
    private static final List<List<String>> QUARKUS = List.of(
            List.of("quarkus.http.port", "port that clients call"),
            List.of("quarkus.http.host", "address to listen on"),
            List.of("quarkus.http.limits.max-body-size", "longest body Quarkus reads before we are asked"),
            List.of("quarkus.management.port", "port of `/q/health/live`, `/q/health/ready` and `/q/metrics`"),
            List.of("quarkus.management.host", "address the management port listens on"),
            List.of("quarkus.shutdown.timeout", "how long requests may end when the service stops"),
            List.of("quarkus.oidc.auth-server-url", "issuer of the callers' tokens"),
            List.of("quarkus.oidc.token.audience", "what `aud` of a token must contain"),
            List.of("quarkus.oidc.roles.role-claim-path", "claim with the roles `auditor` and `writer`"),
            List.of("quarkus.datasource.jdbc.url", "the ledger's database"),
            List.of("quarkus.datasource.username", "the user it is read and written as"),
            List.of("quarkus.datasource.password", "the user's password"),
            List.of("quarkus.flyway.username", "the user that owns its tables; without one the same"),
            List.of("quarkus.flyway.password", "the owner's password"),
            List.of("quarkus.datasource.jdbc.max-size", "most connections to it"),
            List.of("quarkus.otel.sdk.disabled", "`false` switches tracing on; W3C context is propagated"),
            List.of("quarkus.otel.exporter.otlp.endpoint", "where traces go (OTLP)"),
            List.of("quarkus.log.level", "least level that is logged"),
            List.of("quarkus.log.console.json.enabled", "logs as JSON; off in dev mode"));

    private final StringBuilder page = new StringBuilder(HEAD);

    static String render() {
        return new ConfigurationPage().rendered();
    }

    private String rendered() {
        shipped(SERVICES, QUARKUS);
        for (String service : SERVICES) {
            page.append("\n## ").append(service).append('\n');
            groups(ConfigSources.of(service), Optional.of(ServiceProperties.of(service)));
        }
        page.append("\n## Both connectors\n\nEvery connector made with `libs/mcp-server` has these.\n");
        List<ConfigGroup> server = ConfigSources.of("libs/mcp-server");
        groups(server, Optional.empty());
        page.append("\nThe connectors ship with other values for these:\n\n");
        shipped(CONNECTORS, changed(server));
        return page.toString();
    }

    private void groups(List<ConfigGroup> groups, Optional<ServiceProperties> shipped) {
        for (ConfigGroup group : groups) {
            page.append("\n### `").append(group.prefix()).append("`\n\n");
            page.append(group.description()).append("\n\n");
            row("key and environment variable", "type", "default", "bounds", "meaning");
            row("---", "---", "---", "---", "---");
            List<String> below = new ArrayList<>();
            for (ConfigGroup.Key key : group.keys()) {
                Optional<String> preset =
                        shipped.flatMap(it -> it.value(key.name())).or(key::preset);
                String shown = preset.map(it -> "`" + it + "`").orElse(key.mandatory() ? "**required**" : NOTHING);
                if (shown.length() > LONGEST_CELL) {
                    below.add("\nDefault of `" + key.name() + "`:\n\n```\n" + preset.orElseThrow() + "\n```\n");
                    shown = "below";
                }
                row(names(key), key.type(), shown, bounds(key), key.description());
            }
            below.forEach(page::append);
        }
    }

    private void shipped(List<String> services, List<List<String>> keys) {
        row(cells("key and environment variable", "meaning", services));
        row(cells("---", "---", services.stream().map(service -> "---").toList()));
        List<ServiceProperties> properties =
                services.stream().map(ServiceProperties::of).toList();
        for (List<String> key : keys) {
            List<String> values = properties.stream()
                    .map(it -> it.value(key.get(0))
                            .map(ConfigurationPage::shortened)
                            .orElse(NOTHING))
                    .toList();
            row(cells(names(key.get(0)), key.get(1), values));
        }
    }

    private static List<List<String>> changed(List<ConfigGroup> groups) {
        List<ServiceProperties> connectors =
                CONNECTORS.stream().map(ServiceProperties::of).toList();
        return groups.stream()
                .flatMap(group -> group.keys().stream())
                .filter(key ->
                        connectors.stream().anyMatch(it -> it.value(key.name()).isPresent()))
                .map(key -> List.of(key.name(), key.description()))
                .toList();
    }

    private static String shortened(String value) {
        return value.length() > LONGEST_CELL ? "a text of its own" : "`" + value + "`";
    }

    /** A group as such cannot be set. */
    private static String names(ConfigGroup.Key key) {
        return key.type().equals(ConfigGroup.Key.GROUP) ? "`" + key.name() + "`" : names(key.name());
    }

    private static String names(String key) {
        return "`" + key + "`<br>`" + ConfigGroup.Key.variable(key) + "`";
    }

    private static String bounds(ConfigGroup.Key key) {
        return key.bounds().isEmpty() ? NOTHING : key.bounds();
    }

    private static String[] cells(String first, String second, List<String> others) {
        List<String> cells = new ArrayList<>(List.of(first, second));
        cells.addAll(others);
        return cells.toArray(String[]::new);
    }

    private void row(String... cells) {
        page.append(List.of(cells).stream()
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n")));
    }
}
