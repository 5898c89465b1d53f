package dev.portolan.local.suite;

import dev.portolan.local.installation.Installation;
import dev.portolan.local.installation.Ports;
import dev.portolan.local.report.Progress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the person is told when everything is ready: where, with which token, by which client, and what to try. */
public final class ReadyBlock {

    private final Installation installation;
    private final ExternalParts external;
    private final List<ExtraConnector> extra;

    /**
     * The block of one run.
     *
     * @param installation where it lives
     * @param external the real things in place of local ones
     * @param extra other MCP servers
     */
    public ReadyBlock(Installation installation, ExternalParts external, List<ExtraConnector> extra) {
        this.installation = installation;
        this.external = external;
        this.extra = List.copyOf(extra);
    }

    /**
     * The block.
     *
     * @param elapsed how long the start took
     * @return lines for the terminal
     */
    public String text(Duration elapsed) {
        Ports ports = installation.ports();
        return template()
                .replace("./portolan", command())
                .replace("@ELAPSED@", Progress.seconds(elapsed))
                .replace("@MCP@", "http://localhost:" + ports.gateway() + "/mcp")
                .replace("@AUDIT@", "http://localhost:" + ports.audit())
                .replace("@CONNECTORS@", connectors())
                .replace("@GITHUB@", github())
                .replace("@TOKENS@", tokens())
                .replace("@TOKEN@", external.issuer().isPresent() ? "$TOKEN" : "$(" + command() + " token alice)")
                .replace("@AUDITOR@", external.issuer().isPresent() ? "$TOKEN" : "$(" + command() + " token carol)")
                .replace(
                        "@POLICY@",
                        new ConfigFiles(installation.state().config()).policy().toString());
    }

    /** How the launcher is called for this installation: from the project's root, with its state if that was moved. */
    private String command() {
        return installation
                .environment()
                .text("PORTOLAN_STATE")
                .map(moved -> "PORTOLAN_STATE=" + installation.state().root() + " ./portolan")
                .orElse("./portolan");
    }

    private String connectors() {
        return Stream.concat(
                        Stream.of("github", "db"), extra.stream().map(each -> each.id() + " (" + each.where() + ")"))
                .collect(Collectors.joining(", "));
    }

    private String github() {
        if (external.githubApi()) {
            return "the real one, with GITHUB_TOKEN";
        }
        return "a STAND-IN with invented data (acme/storefront, acme/billing); GITHUB_TOKEN=… brings the real one";
    }

    private String tokens() {
        return external.issuer()
                .map(issuer -> "from your identity provider " + issuer.url() + " (below: $TOKEN)")
                .orElse(command() + " token alice   (valid for an hour; or bob: reads the database, carol: audits)");
    }

    private static String template() {
        return """

                Portolan is ready after @ELAPSED@.

                  Endpoint     @MCP@
                  Token        @TOKENS@
                  Connectors   @CONNECTORS@
                  GitHub       @GITHUB@
                  Policy       @POLICY@ (edit it; it is read at once)

                Claude Code
                  claude mcp add --transport http portolan @MCP@ \\
                    --header "Authorization: Bearer @TOKEN@"

                VS Code (.vscode/mcp.json; asks for the token)
                  { "inputs": [ { "id": "portolan-token", "type": "promptString", "password": true,
                                  "description": "Portolan access token" } ],
                    "servers": { "portolan": { "type": "http", "url": "@MCP@",
                      "headers": { "Authorization": "Bearer ${input:portolan-token}" } } } }

                Cursor (.cursor/mcp.json; set PORTOLAN_TOKEN before you start it)
                  { "mcpServers": { "portolan": { "url": "@MCP@",
                      "headers": { "Authorization": "Bearer ${env:PORTOLAN_TOKEN}" } } } }

                Any other client that speaks Streamable HTTP
                  { "mcpServers": { "portolan": { "type": "http", "url": "@MCP@",
                      "headers": { "Authorization": "Bearer <token>" } } } }

                First call: what is there, then a question to the sample database
                  curl -s @MCP@ -H "Authorization: Bearer @TOKEN@" \\
                    -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \\
                    -H 'MCP-Protocol-Version: 2026-07-28' -H 'Mcp-Method: tools/list' \\
                    -d '{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{
                         "io.modelcontextprotocol/protocolVersion":"2026-07-28",
                         "io.modelcontextprotocol/clientCapabilities":{}}}}'
                  curl -s @MCP@ -H "Authorization: Bearer @TOKEN@" \\
                    -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \\
                    -H 'MCP-Protocol-Version: 2026-07-28' -H 'Mcp-Method: tools/call' -H 'Mcp-Name: db_query' \\
                    -d '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"db_query",
                         "arguments":{"source":"shop","sql":"select country, count(*) from customers group by 1"},
                         "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",
                         "io.modelcontextprotocol/clientCapabilities":{}}}}'

                Who called what? An auditor may ask
                  curl -s @AUDIT@/audit/records -H "Authorization: Bearer @AUDITOR@"

                ./portolan status · logs <service> [-f] · down (or Ctrl-C); all data is kept
                """;
    }
}
