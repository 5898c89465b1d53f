package dev.portolan.gateway.connectorfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.gateway.reload.BadFile;
import dev.portolan.gateway.reload.Faults;
import dev.portolan.gateway.reload.FileContent;
import dev.portolan.mcp.Revision;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorsFormatTest {
    @Test
    void whatTheFileSaysIsRead() {
        // given
        String text = """
                connectors:
                  github:
                    url: https://github.example.com:8443/mcp
                    era: legacy
                    owned-schemes: [github, git]
                    credential: client-credentials
                    scope: github-connector extra
                    deadline: 1500ms
                    concurrency: 8
                    max-response-bytes: 512KiB
                    poll-interval: 5m
                    changes: hold
                """;

        // when
        List<ConnectorSettings> connectors = read(text);

        // then
        assertThat(connectors)
                .containsExactly(new ConnectorSettings(
                        "github",
                        new Address.Endpoint(
                                URI.create("https://github.example.com:8443/mcp"),
                                ConnectorSettings.Credential.CLIENT_CREDENTIALS,
                                "github-connector extra"),
                        ConnectorSettings.Era.LEGACY,
                        Set.of("github", "git"),
                        Duration.ofMillis(1500),
                        8,
                        512 * 1024,
                        Duration.ofMinutes(5),
                        ConnectorSettings.Changes.HOLD));
    }

    @Test
    void theExampleOfTheHowToIsGood() throws IOException {
        // given
        String page = Files.readString(Path.of("..", "docs", "how-to", "add-a-connector.md"));
        Matcher example =
                Pattern.compile("```yaml\n(connectors:.*?)```", Pattern.DOTALL).matcher(page);

        // when, then
        assertThat(example.find()).isTrue();
        assertThat(read(example.group(1)))
                .extracting(ConnectorSettings::id)
                .containsExactly("files", "notes", "tickets");
    }

    @Test
    void whatTheFileDoesNotSayHasADefault() {
        assertThat(read("connectors: { db: { url: 'http://localhost:7403/mcp' } }"))
                .containsExactly(new ConnectorSettings(
                        "db",
                        new Address.Endpoint(
                                URI.create("http://localhost:7403/mcp"), ConnectorSettings.Credential.NONE, ""),
                        ConnectorSettings.Era.AUTO,
                        Set.of(),
                        Duration.ofSeconds(30),
                        64,
                        128 * 1024 * 1024,
                        Duration.ofSeconds(60),
                        ConnectorSettings.Changes.RECORD));
    }

    @Test
    void aConnectorMayBeACommand() {
        // given
        String text = """
                connectors:
                  files:
                    command: [npx, -y, "@modelcontextprotocol/server-filesystem", "", "8080", "8080"]
                    directory: /srv
                    env:
                      LEVEL: info
                      PORT: 8080
                      KEY: { file: /run/secrets/key }
                      TOKEN: { variable: FILES_TOKEN }
                    era: 2024-11-05
                """;

        // when
        List<ConnectorSettings> connectors = read(text);

        // then
        assertThat(connectors).singleElement().satisfies(files -> {
            assertThat(files.era().pinned()).contains(Revision.V2024_11_05);
            assertThat(files.address())
                    .isEqualTo(new Address.Command(
                            List.of("npx", "-y", "@modelcontextprotocol/server-filesystem", "", "8080", "8080"),
                            Optional.of(Path.of("/srv")),
                            Map.of(
                                    "LEVEL", new Address.Value.Plain("info"),
                                    "PORT", new Address.Value.Plain("8080"),
                                    "KEY", new Address.Value.FromFile(Path.of("/run/secrets/key")),
                                    "TOKEN", new Address.Value.FromVariable("FILES_TOKEN"))));
            assertThat(files.toString()).doesNotContain("filesystem", "info");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "command: run it | command must be a list: [one, two], or one line with a dash for each",
                "command: [8080] | command[0] must be text; put it in quotes if it is meant as text",
                "command: [a, 8080] | command[1] must be text; put it in quotes",
                "command: [a], directory: b | directory must be an absolute path",
                "command: [a], credential: none | credential is of no use with command; leave one of them out",
                "command: [a], env: {1A: b} | env.1A cannot be the name of a variable; use letters, digits and '_'",
                "command: [a], env: {A: {}} | env.A must be text, or {file: …} or {variable: …}",
                "command: [a], env: {A: {file: b}} | env.A.file must be an absolute path",
                "command: [a], url: 'http://a/' | url is of no use with command; leave one of them out",
            })
    void aCommandThatCannotBeIsAFault(String entry, String fault) {
        assertFaults("connectors: { x: { " + entry + " } }", "line 1: connectors.x." + fault);
    }

    @Test
    void connectorsComeInTheOrderOfTheirIds() {
        assertThat(read("connectors: { b: {url: 'http://b/'}, a-2: {url: 'http://c/'}, a: {url: 'http://a/'} }"))
                .extracting(ConnectorSettings::id)
                .containsExactly("a", "a-2", "b");
    }

    @Test
    void thereMayBeNone() {
        assertThat(read("connectors: {}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-28, MODERN",
        "2025-11-25, V2025_11_25",
        "2025-06-18, V2025_06_18",
        "2025-03-26, V2025_03_26",
        "'\"2025-03-26\"', V2025_03_26"
    })
    void aRevisionIsWrittenAsItsDateWithOrWithoutQuotes(String era, ConnectorSettings.Era read) {
        assertThat(read(entry("era: " + era)))
                .singleElement()
                .extracting(ConnectorSettings::era)
                .isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"16MiB", "1024KiB", "1024", "1024MiB"})
    void sizesHaveBinaryUnitsOrNone(String size) {
        assertThat(read(entry("max-response-bytes: " + size))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "era: new | era must be auto, modern, legacy, or a revision: 2026-07-28, 2025-11-25, 2025-06-18, "
                        + "2025-03-26 or 2024-11-05",
                "directory: /a | directory is of no use without command; leave one of them out",
                "env: {A: b} | env is of no use without command; leave one of them out",
                "changes: ask | changes must be record or hold",
                "owned-schemes: [http] | owned-schemes has http, which no connector may own; leave it out",
                "owned-schemes: [file] | owned-schemes has file, which no connector may own; leave it out",
                "owned-schemes: [ui] | owned-schemes has ui, which no connector may own; leave it out",
                "owned-schemes: [skill] | owned-schemes has skill, which no connector may own; leave it out",
                "owned-schemes: [Git] | owned-schemes has 'Git'; begin with a lower-case letter, then lower-case "
                        + "letters, digits, '.' and '-'",
                "owned-schemes: [a+b] | owned-schemes has 'a+b'; begin with a lower-case letter, then lower-case "
                        + "letters, digits, '.' and '-'",
                "owned-schemes: [] | owned-schemes is an empty list, which could be read as all or as none; say which, "
                        + "or leave the key out",
                "credential: basic | credential must be none or client-credentials",
                "credential: client-credentials | ! lacks scope; write the scope whose token has the connector as its "
                        + "audience",
                "scope: a | scope is of no use without credential: client-credentials; add that or leave it out",
                "deadline: 30 | deadline must be a whole number with a unit: 500ms, 30s, 5m or 1h",
                "deadline: 1.5s | deadline must be a whole number with a unit: 500ms, 30s, 5m or 1h",
                "deadline: 99ms | deadline must be from 100ms to 600s",
                "deadline: 11m | deadline must be from 100ms to 600s",
                "poll-interval: 999ms | poll-interval must be from 1000ms to 86400s",
                "poll-interval: 25h | poll-interval must be from 1000ms to 86400s",
                "concurrency: 0 | concurrency must be a whole number from 1 to 4096",
                "concurrency: 4097 | concurrency must be a whole number from 1 to 4096",
                "concurrency: many | concurrency must be a whole number from 1 to 4096",
                "max-response-bytes: 16MB | max-response-bytes must be from 1KiB to 1024MiB, written like 16MiB, "
                        + "512KiB or as bytes",
                "max-response-bytes: 1023 | max-response-bytes must be from 1KiB to 1024MiB, written like 16MiB, "
                        + "512KiB or as bytes",
                "max-response-bytes: 1025MiB | max-response-bytes must be from 1KiB to 1024MiB, written like 16MiB, "
                        + "512KiB "
                        + "or as bytes",
                "max-response-bytes: 9999999999MiB | max-response-bytes must be from 1KiB to 1024MiB, written like "
                        + "16MiB, "
                        + "512KiB or as bytes",
                "token: secret | token is not a known key; known here: url, credential, scope, command, directory, "
                        + "env, era, owned-schemes, deadline, concurrency, max-response-bytes, poll-interval, changes",
            })
    void aFaultIsToldWithItsLineAndHowToMendIt(String setting, String fault) {
        boolean whole = fault.startsWith("! ");
        String at = whole ? "line 3: connectors.x " + fault.substring(2) : "line 4: connectors.x." + fault;
        assertFaults(entry(setting), at);
    }

    @Test
    void aScopeThatIsNoneIsRefused() {
        assertFaults(
                entry("credential: client-credentials\n    scope: \"a  b\""),
                "line 5: connectors.x.scope must be OAuth scopes separated by single spaces");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://host/secret | must be like http://host:port/mcp or https://host/mcp",
                "host:80/secret | must be like http://host:port/mcp or https://host/mcp",
                "/mcp/secret | must be like http://host:port/mcp or https://host/mcp",
                "http:///secret | must be like http://host:port/mcp or https://host/mcp",
                "http:secret | must be like http://host:port/mcp or https://host/mcp",
                "http://host:0/secret | must be like http://host:port/mcp or https://host/mcp",
                "http://host:70000/secret | must be like http://host:port/mcp or https://host/mcp",
                "http://under_score/secret | must be like http://host:port/mcp or https://host/mcp",
                "http://me:secret@host/ | must not hold a user or password; use credential",
                "http://host/?key=secret | must not have a query or fragment; end it before '?' and '#'",
                "http://host/#secret | must not have a query or fragment; end it before '?' and '#'",
                "http://host/ secret | is not a URL; write one like http://host:port/mcp",
            })
    void aUrlThatIsNoMcpEndpointIsRefusedAndNotShown(String url, String fault) {
        assertFaults("connectors:\n  x: { url: \"" + url + "\" }", "line 2: connectors.x.url " + fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X", "1a", "a_b", "a.b", "-a", "abcdefghijklmnopqrstuv"})
    void anIdOutsideItsAlphabetIsRefused(String id) {
        String shown = id.equals("a.b") ? "'a.b'" : id;
        assertFaults(
                "connectors:\n  " + id + ": { url: 'http://host/' }",
                "line 2: connectors." + shown + " cannot be the id of a connector; begin with a lower-case letter, "
                        + "then at most 20 lower-case letters, digits and '-'");
    }

    @Test
    void aSchemeHasOneOwner() {
        assertFaults(
                "connectors:\n  a: {url: 'http://a/', owned-schemes: [s]}\n  b: {url: 'http://b/', owned-schemes: [s]}",
                "line 3: connectors.b.owned-schemes has s, which a owns already; leave it to one of them");
    }

    @Test
    void twoConnectorsOfOneIdAreRefused() {
        assertFaults(
                "connectors:\n  a: {url: 'http://a/'}\n  a: {url: 'http://b/'}",
                "line 3: connectors.a is there twice; keep one");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertFaults(
                "connectors:\n  a: {}\n  b: {url: 'http://b/', era: x}\nmore: y",
                "line 2: connectors.a lacks url; write the URL of its MCP endpoint, or command if it is a program to run",
                "line 3: connectors.b.era must be auto, modern, legacy, or a revision: 2026-07-28, 2025-11-25, "
                        + "2025-06-18, 2025-03-26 or 2024-11-05",
                "line 4: more is not a known key; known here: connectors");
        assertFaults("{}", "line 1: the file lacks connectors; write connectors: {} if there are none");
    }

    private static String entry(String setting) {
        return "connectors:\n  x:\n    url: http://host/mcp\n    " + setting + "\n";
    }

    private static List<ConnectorSettings> read(String text) {
        Faults faults = new Faults(Path.of("connectors.yaml"));
        List<ConnectorSettings> connectors = new ConnectorsFormat().read(FileContent.of(text), faults);
        faults.throwIfAny();
        return connectors;
    }

    private static void assertFaults(String text, String... faults) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        BadFile.class, bad -> assertThat(bad.faults().stream().map(Object::toString))
                                .containsExactlyInAnyOrder(faults))
                .hasMessageNotContaining("secret");
    }
}
