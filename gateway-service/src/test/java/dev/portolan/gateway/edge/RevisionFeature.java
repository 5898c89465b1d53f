package dev.portolan.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.mcp.Revision;
import java.util.List;
import org.awaitility.Awaitility;

/** What is tried with a client and a connector of any revision, and in a word or two what the client gets. */
enum RevisionFeature {
    STRUCTURED("Structured results", pair -> {
        JsonNode listed = pair.client().ask("tools/list", params()).answer();
        JsonNode tool = named(listed.at("/result/tools"), "name", pair.id() + "_count");
        ObjectNode params = tool(pair.connector(), "structure").put("name", pair.id() + "_count");
        JsonNode result = pair.client().ask("tools/call", params).answer().path("result");
        assertThat(result.at("/content/0/text").asText()).isEqualTo("n is 1");
        assertThat(result.has("structuredContent")).isEqualTo(tool.has("outputSchema"));
        assertThat(tool.has("title")).isEqualTo(tool.has("outputSchema"));
        return tool.has("outputSchema") ? "yes" : "text";
    }),
    RESOURCE_LINK("Links to resources in results", pair -> {
        JsonNode content = pair.call("link").answer().at("/result/content/0");
        assertThat(content.toString()).contains(pair.id() + "+file:///r");
        return switch (content.path("type").asText()) {
            case "resource_link" -> "yes";
            case "resource" -> "yes, embedded";
            default -> "named in text";
        };
    }),
    RESOURCES("Resources", pair -> {
        JsonNode listed = pair.client().ask("resources/list", params()).answer();
        String uri = pair.id() + "+file:///r";
        assertThat(named(listed.at("/result/resources"), "uri", uri).isObject()).isTrue();
        JsonNode read =
                pair.client().ask("resources/read", params().put("uri", uri)).answer();
        assertThat(read.at("/result/contents/0/uri").asText()).isEqualTo(uri);
        assertThat(read.at("/result/contents/0/text").asText()).isEqualTo("read");
        return "yes";
    }),
    ERRORS("No such resource: code of the error", pair -> {
        ObjectNode params = params().put("uri", pair.id() + "+file:///none");
        JsonNode error = pair.client().ask("resources/read", params).answer().path("error");
        assertThat(error.at("/data/uri").asText()).isEqualTo(pair.id() + "+file:///none");
        return "`" + error.path("code").asText() + "`";
    }),
    BATCHES("Several messages in one body", pair -> {
        JsonNode answers = pair.client().batch("tools/call", tool(pair.connector(), "link"), 2);
        return answers.isArray()
                        && answers.size() == 2
                        && answers.at("/1/result/content").size() == 1
                ? "yes"
                : "`" + answers.at("/error/code").asText() + "`";
    }),
    PROMPTS("Prompts", pair -> {
        ObjectNode params = params().put("name", pair.id() + "_p");
        JsonNode got = pair.client().ask("prompts/get", params).answer();
        assertThat(got.at("/result/messages/0/content/text").asText()).isEqualTo("hello");
        return "yes";
    }),
    COMPLETION("Completion", pair -> {
        ObjectNode params = params();
        params.putObject("ref").put("type", "ref/prompt").put("name", pair.id() + "_p");
        params.putObject("argument").put("name", "x").put("value", "o");
        params.putObject("context").putObject("arguments").put("y", "1");
        pair.stub().completions().clear();
        JsonNode completed = pair.client().ask("completion/complete", params).answer();
        assertThat(completed.at("/result/completion/values/0").asText()).isEqualTo("one");
        return pair.stub().completions().element().path("params").has("context") ? "yes" : "without `context`";
    }),
    PROGRESS("Progress, under the client's own token", pair -> {
        ObjectNode params = tool(pair.connector(), "progress");
        params.putObject("_meta").put("progressToken", "mine");
        assertThat(pair.client().ask("tools/call", params).notifications())
                .extracting(n -> n.at("/params/progressToken").asText())
                .containsExactly("mine", "mine", "mine");
        return "yes";
    }),
    LOGGING("Log messages", pair -> {
        ObjectNode params = tool(pair.connector(), "log");
        if (pair.client().revision().isModern()) {
            params.putObject("_meta").put("io.modelcontextprotocol/logLevel", "info");
        } else {
            pair.client().ask("logging/setLevel", params().put("level", "info"));
        }
        RevisionClient.Heard heard = pair.client().ask("tools/call", params);
        assertThat(heard.text()).isEqualTo("logged");
        assertThat(heard.notifications())
                .extracting(n -> n.at("/params/data").asText())
                .containsExactly("news");
        return "yes";
    }),
    CANCELLATION("Cancellation", pair -> {
        String id = "cancel-" + pair.client().revision() + pair.id();
        int before = pair.stub().calls().size();
        Runnable cancel = pair.client().begin(id, "tools/call", tool(pair.connector(), "hang"));
        Awaitility.await().until(() -> pair.stub().calls().size() > before);
        JsonNode hanging = List.copyOf(pair.stub().calls()).get(before).path("id");
        cancel.run();
        Awaitility.await().until(() -> pair.around().audit().of(id).size() == 2);
        assertThat(pair.around().audit().of(id).get(1).at("/outcome/code").asText())
                .isEqualTo("cancelled");
        if (!pair.connector().isModern()) {
            Awaitility.await().until(() -> pair.stub().notifications().stream()
                    .anyMatch(n -> n.at("/params/requestId").equals(hanging)));
        }
        return "yes";
    }),
    FORM("Elicitation of a form", pair -> input(pair, "form", "accept a")),
    CHOICES("Elicitation of a form with several choices", pair -> input(pair, "choices", "accept a")),
    PAGE_OPENED("Elicitation of a page (URL)", pair -> input(pair, "page", "accept")),
    SAMPLING("Sampling", pair -> input(pair, "sample", "said")),
    ROOTS("Roots", pair -> input(pair, "roots", "file:///root")),
    TASKS("Tools that only run as tasks", pair -> {
        pair.stub().task(pair.stub().completed());
        return task(pair, "done");
    }),
    TASK_INPUT("Tasks that ask for input", pair -> {
        pair.stub()
                .task("\"status\":\"input_required\",\"inputRequests\":{\"who\":{\"method\":\"elicitation/create\","
                        + "\"params\":{\"message\":\"Who?\",\"requestedSchema\":{\"type\":\"object\","
                        + "\"properties\":{\"name\":{\"type\":\"string\"}}}}}}");
        boolean forms = pair.client().revision().compareTo(Revision.V2025_06_18) >= 0;
        return forms ? task(pair, "accept a") : "–";
    });

    /**
     * A client, a connector, and what stands around them.
     *
     * @param connector the connector's revision
     */
    record Pair(RevisionClient client, Revision connector, RevisionsResource.Surroundings around) {
        RevisionClient.Heard call(String what) throws Exception {
            return client.ask("tools/call", tool(connector, what));
        }

        String id() {
            return RevisionsResource.id(connector);
        }

        RichConnector stub() {
            return around.connector(connector);
        }
    }

    interface Trial {
        String of(Pair pair) throws Exception;
    }

    private final String title;
    private final Trial trial;

    RevisionFeature(String title, Trial trial) {
        this.title = title;
        this.trial = trial;
    }

    String title() {
        return title;
    }

    String of(Pair pair) throws Exception {
        return trial.of(pair);
    }

    private static ObjectNode params() {
        return RevisionClient.JSON.createObjectNode();
    }

    private static ObjectNode tool(Revision connector, String what) {
        ObjectNode params = params().put("name", RevisionsResource.id(connector) + "_do");
        params.putObject("arguments").put("what", what);
        return params;
    }

    private static JsonNode named(JsonNode all, String member, String name) {
        for (JsonNode one : all) {
            if (one.path(member).asText().equals(name)) {
                return one;
            }
        }
        throw new AssertionError("no " + name + " in " + all);
    }

    /** How the client gets what a task comes to. */
    private static String task(Pair pair, String expected) throws Exception {
        JsonNode tools = pair.client().ask("tools/list", params()).answer().at("/result/tools");
        if (!tools.toString().contains("\"" + pair.id() + "_slow\"")) {
            return "–";
        }
        RevisionClient.Heard heard = pair.client().ask("tools/call", params().put("name", pair.id() + "_slow"));
        JsonNode result = heard.answer().path("result");
        if (result.path("resultType").asText().equals("task")) {
            JsonNode ended = pair.client().follow(result.path("taskId").asText());
            assertThat(ended.at("/result/content/0/text").asText())
                    .as(ended.toString())
                    .isEqualTo(expected);
            return "a task";
        }
        if (heard.text().equals(expected)) {
            return "its result";
        }
        List<JsonNode> records = pair.around().audit().of(heard.id());
        assertThat(result.at("/isError").asBoolean())
                .as(heard.answer().toString())
                .isTrue();
        return "`" + records.get(records.size() - 1).at("/outcome/reason").asText() + "`";
    }

    /** What the connector heard, or why it heard nothing. */
    private static String input(Pair pair, String what, String given) throws Exception {
        RevisionClient.Heard heard = pair.call(what);
        if (heard.text().equals(given)) {
            String asked = heard.questions().toString();
            boolean rephrased = asked.contains("enumNames") && pair.connector().compareTo(Revision.V2025_06_18) > 0;
            return rephrased ? "yes, `oneOf` as `enumNames`" : "yes";
        }
        assertThat(heard.questions()).as(heard.answer().toString()).isEmpty();
        if (heard.text().equals(RichConnector.NOT_IN_MY_REVISION)) {
            return "–";
        }
        if (heard.text().equals(RichConnector.NOT_BY_THIS_CLIENT)) {
            return "connector told";
        }
        List<JsonNode> records = pair.around().audit().of(heard.id());
        String reason = records.get(records.size() - 1).at("/outcome/reason").asText();
        assertThat(heard.answer().at("/result/isError").asBoolean())
                .as(heard.answer().toString())
                .isTrue();
        return "`" + reason + "`";
    }
}
