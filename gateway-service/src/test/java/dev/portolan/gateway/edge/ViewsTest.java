package dev.portolan.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.mcp.Revision;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Views of two connectors, through the running gateway. */
@QuarkusTest
@WithTestResource(ViewsResource.class)
class ViewsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    URI root;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    ViewsResource.Surroundings around;

    @BeforeEach
    void untilBothConnectorsAreListed() {
        until(() -> names("/mcp/v/orders", "tools").contains("old_orders")
                && names("/mcp/v/orders", "tools").contains("query_orders"));
    }

    @AfterEach
    void viewsAsTheyWere() throws Exception {
        Files.writeString(around.views(), ViewsResource.VIEWS);
        until(() -> names("/mcp/v/both", "tools").equals(List.of("orders", "people"))
                && !get("/q/metrics").contains("gateway_reload_failed{file=\"views.yaml\"} 1.0"));
    }

    private static void until(java.util.concurrent.Callable<Boolean> so) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(so);
    }

    private static JsonNode json(String quoted) throws IOException {
        return JSON.readTree(quoted.replace('\'', '"'));
    }

    private RevisionClient client(Revision revision, String path, String group) throws Exception {
        return new RevisionClient(revision, root.resolve(path), around.token(group));
    }

    private RevisionClient.Heard ask(String path, String method, String params) throws Exception {
        return client(Revision.V2026_07_28, path, "engineering").ask(method, (ObjectNode) json(params));
    }

    private JsonNode list(String path, String kind) throws Exception {
        String method = kind.equals("resourceTemplates") ? "resources/templates/list" : kind + "/list";
        return ask(path, method, "{}").answer().at("/result/" + kind);
    }

    private List<String> names(String path, String kind) throws Exception {
        return list(path, kind).findValuesAsText("name");
    }

    private String get(String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(management.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<String> post(String path, String token, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String body(String id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"method\":\"" + method + "\",\"params\":{"
                + params.replace('\'', '"') + (params.isEmpty() ? "" : ",")
                + "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
    }

    private List<JsonNode> queries() {
        return around.shop().requests("tools/call");
    }

    @Test
    void aViewListsItsChoiceInItsWords() throws Exception {
        JsonNode tools = list("/mcp/v/orders", "tools");

        assertThat(tools.findValuesAsText("name")).containsExactly("old_orders", "query_orders", "shop_count");
        assertThat(tools.get(1))
                .isEqualTo(json("{'name':'query_orders','title':'Query orders','description':'Asks for "
                        + "orders','inputSchema':{'type':'object','properties':{'sql':{'type':'string'},'limit':{'type':"
                        + "'integer','maximum':9}},'required':['sql'],'additionalProperties':false}}"));
        assertThat(tools.get(2).at("/inputSchema")).isEqualTo(json("{'type':'object','properties':{}}"));
        assertThat(tools.get(0).at("/inputSchema/properties").size()).isEqualTo(1);
        assertThat(names("/mcp", "tools")).contains("shop_query", "old_query").doesNotContain("query_orders");
    }

    @Test
    void aPinnedArgumentIsSetWhoeverCalls() throws Exception {
        int before = queries().size();
        int heads = around.shop().headers().size();

        RevisionClient.Heard heard =
                ask("/mcp/v/orders", "tools/call", "{'name':'query_orders','arguments':{'sql':'s'}}");

        assertThat(heard.text()).isEqualTo("done");
        assertThat(heard.answer().at("/result/content/1/uri").asText()).isEqualTo("shop+file:///a");
        JsonNode reached = queries().get(before);
        assertThat(reached.at("/params/name").asText()).isEqualTo("query");
        assertThat(reached.at("/params/arguments")).isEqualTo(json("{'sql':'s','database':'orders'}"));
        assertThat(around.shop().headers().stream().skip(heads))
                .anySatisfy(
                        headers -> assertThat(headers.get("Mcp-param-database")).containsExactly("orders"));
        assertThat(around.audit().of(heard.id())).hasSize(2).first().satisfies(record -> {
            assertThat(record.at("/request/endpoint").asText()).isEqualTo("/mcp/v/orders");
            assertThat(record.at("/target/connector").asText()).isEqualTo("shop");
            assertThat(record.at("/target/name").asText()).isEqualTo("query_orders");
            assertThat(record.at("/target/upstream_name").asText()).isEqualTo("query");
            assertThat(JSON.readTree(record.at("/arguments/json").asText()))
                    .isEqualTo(json("{'sql':'s','database':'orders'}"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'sql':'s','database':'people'}", "{'sql':'s','database':'orders'}", "{'database':null}"})
    void aPinnedArgumentIsNotTheCallersToGive(String arguments) throws Exception {
        int before = queries().size();
        String id = UUID.randomUUID().toString();
        String params = "'name':'query_orders','arguments':" + arguments;
        String sent = json(arguments).path("database").asText("");
        String header = sent.equals("null") ? "" : sent;
        HttpResponse<String> response = header.isEmpty()
                ? post(
                        "/mcp/v/orders",
                        around.token("engineering"),
                        body(id, "tools/call", params),
                        "Mcp-Method",
                        "tools/call",
                        "Mcp-Name",
                        "query_orders")
                : post(
                        "/mcp/v/orders",
                        around.token("engineering"),
                        body(id, "tools/call", params),
                        "Mcp-Method",
                        "tools/call",
                        "Mcp-Name",
                        "query_orders",
                        "Mcp-Param-Database",
                        header);

        JsonNode result = JSON.readTree(response.body()).path("result");
        assertThat(result.path("isError").asBoolean()).as(response.body()).isTrue();
        assertThat(result.at("/content/0/text").asText())
                .isEqualTo("The arguments of query_orders must not contain database: the gateway sets it");
        assertThat(queries()).hasSize(before);
        assertThat(around.audit().of(id)).singleElement().satisfies(record -> {
            assertThat(record.at("/outcome/reason").asText()).isEqualTo("INVALID_ARGUMENTS");
            assertThat(JSON.readTree(record.at("/arguments/json").asText())).isEqualTo(json(arguments));
        });
    }

    @Test
    void headersAreComparedWithWhatTheClientSent() throws Exception {
        String id = UUID.randomUUID().toString();
        HttpResponse<String> response = post(
                "/mcp/v/orders",
                around.token("engineering"),
                body(id, "tools/call", "'name':'query_orders','arguments':{'sql':'s'}"),
                "Mcp-Method",
                "tools/call",
                "Mcp-Name",
                "query_orders",
                "Mcp-Param-Database",
                "orders");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(response.body()).at("/error/code").asInt()).isEqualTo(-32020);
        HttpResponse<String> original = post(
                "/mcp/v/orders",
                around.token("engineering"),
                body(id, "tools/call", "'name':'query_orders','arguments':{'sql':'s'}"),
                "Mcp-Method",
                "tools/call",
                "Mcp-Name",
                "query");
        assertThat(original.statusCode()).isEqualTo(400);
    }

    @Test
    void theRestOfTheArgumentsHasToFitTheSchema() throws Exception {
        JsonNode answer = ask(
                        "/mcp/v/orders", "tools/call", "{'name':'query_orders','arguments':{'sql':'s','limit':10}}")
                .answer();

        assertThat(answer.at("/result/isError").asBoolean()).isTrue();
        assertThat(answer.at("/result/content/0/text").asText()).contains("/limit", "maximum");
    }

    @Test
    void oneToolWithSeveralPinsIsSeveralTools() throws Exception {
        int before = queries().size();

        ask("/mcp/v/both", "tools/call", "{'name':'people','arguments':{'sql':'1'}}");
        ask("/mcp/v/both", "tools/call", "{'name':'orders','arguments':{'sql':'2'}}");
        JsonNode unknown = ask("/mcp/v/both", "tools/call", "{'name':'shop_query','arguments':{'sql':'3'}}")
                .answer();

        assertThat(queries().subList(before, queries().size()))
                .extracting(call -> call.at("/params/arguments/database").asText())
                .containsExactly("people", "orders");
        assertThat(unknown.at("/error/message").asText()).isEqualTo("Unknown tool: shop_query");
    }

    @Test
    void aViewGivesNobodyMoreThanPolicyDoes() throws Exception {
        RevisionClient support = client(Revision.V2026_07_28, "/mcp/v/orders", "support");
        int before = queries().size();

        JsonNode tools = support.ask("tools/list", JSON.createObjectNode()).answer();
        JsonNode hidden = support.ask("tools/call", (ObjectNode)
                        json("{'name':'query_orders','arguments':{'sql':'s','database':'orders'}}"))
                .answer();
        JsonNode missing = support.ask(
                        "tools/call", (ObjectNode) json("{'name':'query_nothing','arguments':{'database':'orders'}}"))
                .answer();
        RevisionClient.Heard counted =
                support.ask("tools/call", (ObjectNode) json("{'name':'shop_count','arguments':{}}"));

        assertThat(tools.at("/result/tools").findValuesAsText("name")).containsExactly("shop_count");
        assertThat(hidden.path("error").toString())
                .isEqualTo(missing.path("error").toString().replace("query_nothing", "query_orders"));
        assertThat(counted.text()).isEqualTo("done");
        assertThat(queries().subList(before, queries().size()))
                .extracting(call -> call.at("/params/name").asText())
                .containsExactly("count");
    }

    @ParameterizedTest
    @CsvSource({"/mcp/v/dropping, support", "/mcp/v/nothing, engineering", "/mcp/v/orders, nobody"})
    void aViewOneMaySeeNothingOfIsLikeNone(String path, String group) throws Exception {
        String body = body("1", "tools/list", "");
        HttpResponse<String> response = post(path, around.token(group), body, "Mcp-Method", "tools/list");
        HttpResponse<String> unknown = post("/mcp/c/nothing", around.token(group), body, "Mcp-Method", "tools/list");

        assertThat(response.statusCode()).isEqualTo(404).isEqualTo(unknown.statusCode());
        assertThat(response.body()).isEqualTo(unknown.body());
    }

    @Test
    void aViewOfAConnectorThatWasNeverReachedIsNotThereYet() throws Exception {
        HttpResponse<String> response = post(
                "/mcp/v/away", around.token("engineering"), body("1", "tools/list", ""), "Mcp-Method", "tools/list");

        assertThat(response.statusCode()).isEqualTo(503);
    }

    @Test
    void aViewIsAProtectedResourceOfItsOwn() throws Exception {
        HttpResponse<String> document = HTTP.send(
                HttpRequest.newBuilder(root.resolve("/.well-known/oauth-protected-resource/mcp/v/orders"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(JSON.readTree(document.body()).path("resource").asText())
                .isEqualTo("http://localhost:7400/mcp/v/orders");

        String token = around.issuer().token("http://localhost:7400/mcp/v/orders", "somebody", "engineering");
        String body = body("1", "tools/list", "");
        assertThat(post("/mcp/v/orders", token, body, "Mcp-Method", "tools/list")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/mcp/v/both", token, body, "Mcp-Method", "tools/list").statusCode())
                .isEqualTo(401);
        assertThat(post("/mcp", token, body, "Mcp-Method", "tools/list").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aViewIntroducesItself() throws Exception {
        JsonNode said = ask("/mcp/v/orders", "server/discover", "{}").answer().path("result");

        assertThat(said.path("instructions").asText()).isEqualTo("All about orders.");
        assertThat(said.at("/_meta/io.modelcontextprotocol~1serverInfo/title").asText())
                .isEqualTo("Orders");
        assertThat(said.path("capabilities").has("prompts")).isTrue();
        JsonNode other = ask("/mcp/v/both", "server/discover", "{}").answer().path("result");
        assertThat(other.path("capabilities").has("prompts")).isFalse();
        assertThat(other.path("capabilities").has("resources")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Revision.class,
            names = {"V2025_11_25", "V2025_06_18", "V2025_03_26"})
    void clientsOfTheOlderErasUseItAsWell(Revision revision) throws Exception {
        RevisionClient client = client(revision, "/mcp/v/orders", "engineering");
        int before = around.old().requests("tools/call").size();

        JsonNode tools = client.ask("tools/list", JSON.createObjectNode()).answer();
        RevisionClient.Heard heard =
                client.ask("tools/call", (ObjectNode) json("{'name':'old_orders','arguments':{'sql':'s'}}"));
        JsonNode refused = client.ask("tools/call", (ObjectNode)
                        json("{'name':'query_orders','arguments':{'sql':'s','database':'people'}}"))
                .answer();

        assertThat(tools.at("/result/tools").findValuesAsText("name"))
                .containsExactly("old_orders", "query_orders", "shop_count");
        assertThat(heard.text()).isEqualTo("done");
        assertThat(around.old().requests("tools/call").get(before).at("/params/arguments"))
                .isEqualTo(json("{'sql':'s','database':'orders','limit':5}"));
        assertThat(refused.at("/result/content/0/text").asText()).contains("must not contain database");
    }

    @Test
    void resourcesAreThoseThatWereChosenListedOrNot() throws Exception {
        assertThat(list("/mcp/v/orders", "resources").findValuesAsText("uri")).containsExactly("shop://orders/1");
        assertThat(list("/mcp/v/orders", "resourceTemplates").findValuesAsText("uriTemplate"))
                .containsExactly("shop://orders/{id}");
        assertThat(ask("/mcp/v/orders", "resources/read", "{'uri':'shop://orders/77'}")
                        .answer()
                        .at("/result/contents/0/uri")
                        .asText())
                .isEqualTo("shop://orders/77");
        for (String other : List.of("shop://people/1", "shop://orders/../people/1", "shop://orders/%2e%2e/people/1")) {
            assertThat(ask("/mcp/v/orders", "resources/read", "{'uri':'" + other + "'}")
                            .answer()
                            .at("/error/code")
                            .asInt())
                    .as(other)
                    .isEqualTo(-32602);
        }
    }

    @Test
    void promptsAreCompletedUnderTheirNames() throws Exception {
        assertThat(list("/mcp/v/orders", "prompts"))
                .isEqualTo(json("[{'name':'explore_orders','title':'Explore orders','arguments':[{'name':'table'}]}]"));
        assertThat(ask("/mcp/v/orders", "prompts/get", "{'name':'explore_orders'}")
                        .answer()
                        .at("/result/messages/0/content/text")
                        .asText())
                .isEqualTo("Go");

        JsonNode completed = ask(
                        "/mcp/v/orders",
                        "completion/complete",
                        "{'ref':{'type':'ref/prompt','name':'explore_orders'},'argument':{'name':'table','value':'o'}}")
                .answer();

        assertThat(completed.at("/result/completion/values/0").asText()).isEqualTo("orders");
        List<JsonNode> reached = around.shop().requests("completion/complete");
        assertThat(reached.get(reached.size() - 1).at("/params/ref/name").asText())
                .isEqualTo("explore");
    }

    @ParameterizedTest
    @CsvSource({"V2026_07_28, ask_shop", "V2026_07_28, ask_old", "V2025_11_25, ask_shop", "V2025_11_25, ask_old"})
    void aConnectorMayAskInTheMiddleOfACall(Revision revision, String tool) throws Exception {
        RevisionClient client = client(revision, "/mcp/v/asking", "engineering");

        RevisionClient.Heard heard =
                client.ask("tools/call", (ObjectNode) json("{'name':'" + tool + "','arguments':{'what':'ask'}}"));

        assertThat(heard.text()).isEqualTo("accept a");
        ShopConnector asker = tool.equals("ask_shop") ? around.shop() : around.old();
        assertThat(asker.requests("tools/call"))
                .filteredOn(call -> call.at("/params/name").asText().equals("ask"))
                .isNotEmpty()
                .allSatisfy(
                        call -> assertThat(call.at("/params/arguments/database").asText())
                                .isEqualTo("orders"));
    }

    private JsonNode withTasks(String path, String method, String params, String name) throws Exception {
        String body = body("1", method, params)
                .replace("Capabilities\":{}", "Capabilities\":{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}");
        return JSON.readTree(post(path, around.token("engineering"), body, "Mcp-Method", method, "Mcp-Name", name)
                .body());
    }

    @Test
    void aTaskIsAskedForWhereItBeganAsLongAsTheNameMeansItsTool() throws Exception {
        String task = withTasks(
                        "/mcp/v/asking", "tools/call", "'name':'ask_shop','arguments':{'what':'task'}", "ask_shop")
                .at("/result/taskId")
                .asText();

        JsonNode known = withTasks("/mcp/v/asking", "tasks/get", "'taskId':'" + task + "'", task);
        assertThat(known.at("/result/status").asText()).isEqualTo("working");
        assertThat(around.shop().requests("tasks/get")).singleElement().satisfies(request -> assertThat(
                        request.path("params").has("arguments"))
                .isFalse());
        assertThat(withTasks("/mcp", "tasks/get", "'taskId':'" + task + "'", task)
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);

        Files.writeString(
                around.views(), ViewsResource.VIEWS.replace("tool: ask, as: ask_shop", "tool: query, as: ask_shop"));
        until(() -> list("/mcp/v/asking", "tools").toString().contains("sql"));
        assertThat(withTasks("/mcp/v/asking", "tasks/get", "'taskId':'" + task + "'", task)
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
    }

    @Test
    void changesOfChosenResourcesAreHeardAndNoOthers() throws Exception {
        until(() -> around.shop().isHeard());
        List<String> uris = List.of("shop://orders/1", "shop://people/1");
        try (ListeningClient listener =
                new ListeningClient(root.resolve("/mcp/v/orders"), around.token("engineering"), true, uris)) {
            until(() -> around.shop().subscribed().contains("shop://orders/1"));
            around.shop().updated("shop://people/1");
            around.shop().updated("shop://orders/1");

            until(() -> listener.told().contains("notifications/resources/updated shop://orders/1"));
            assertThat(around.shop().subscribed()).doesNotContain("shop://people/1");
            assertThat(listener.told()).noneMatch(told -> told.contains("people"));
        }
    }

    @Test
    void aViewHasAWebSocket() throws Exception {
        URI address = URI.create("ws://localhost:" + root.getPort() + "/mcp/v/orders/ws");
        try (SocketClient socket = new SocketClient(
                HTTP.newWebSocketBuilder().header("Authorization", "Bearer " + around.token("engineering")), address)) {
            socket.send(body("list", "tools/list", ""));
            assertThat(socket.answer("list").at("/result/tools").findValuesAsText("name"))
                    .containsExactly("old_orders", "query_orders", "shop_count");
            socket.send(body("call", "tools/call", "'name':'query_orders','arguments':{'sql':'over a socket'}"));
            assertThat(socket.answer("call").at("/result/content/0/text").asText())
                    .isEqualTo("done");
        }
        assertThat(queries())
                .anySatisfy(call -> assertThat(call.at("/params/arguments").toString())
                        .contains("over a socket", "\"database\":\"orders\""));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aChangeOfTheFileIsHeardAndInForce(boolean modern) throws Exception {
        try (ListeningClient listener =
                new ListeningClient(root.resolve("/mcp/v/both"), around.token("engineering"), modern, List.of())) {
            until(() -> !modern || listener.told().contains("notifications/subscriptions/acknowledged"));
            Files.writeString(around.views(), ViewsResource.VIEWS.replace("as: people", "as: persons"));

            until(() -> listener.told().contains("notifications/tools/list_changed"));
            assertThat(names("/mcp/v/both", "tools")).containsExactly("orders", "persons");
        }
    }

    @Test
    void aBadFileChangesNothing() throws Exception {
        Files.writeString(around.views(), ViewsResource.VIEWS.replace("as: people", "as: orders"));

        until(() -> get("/q/metrics").contains("gateway_reload_failed{file=\"views.yaml\"} 1.0"));
        assertThat(names("/mcp/v/both", "tools")).containsExactly("orders", "people");
    }

    @Test
    void whatCannotBeOfferedIsToldAndTheRestIs() throws Exception {
        Files.writeString(around.views(), """
                views:
                  both:
                    tools:
                      - { connector: shop, tool: query, as: orders, pin: { database: orders } }
                      - { connector: shop, tool: count, as: wrong_value, pin: { database: elsewhere } }
                      - { connector: shop, tool: either, as: either, pin: { database: orders } }
                      - { connector: shop, tool: drop, pin: { database: orders } }
                      - { connector: shop, tool: querry }
                      - { connector: gone, tool: query }
                      - { connector: dead, tool: query }
                """);

        until(() -> get("/q/metrics").contains("gateway_views_faults{view=\"both\"} 5.0"));
        assertThat(names("/mcp/v/both", "tools")).containsExactly("orders");
        assertThat(JSON.readTree(get("/q/health/ready")).toString())
                .contains(
                        "connector shop offers no tool querry",
                        "there is no connector gone",
                        "tool wrong_value is left out: its input schema does not allow the value pinned at "
                                + "/database",
                        "tool either is left out: its input schema says of its arguments together (anyOf)",
                        "tool shop_drop is left out: its input schema has no argument database");
        assertThat(post("/mcp/v/orders", around.token("engineering"), body("1", "tools/list", ""), "Mcp-Method", "x")
                        .statusCode())
                .isEqualTo(404);
    }
}
