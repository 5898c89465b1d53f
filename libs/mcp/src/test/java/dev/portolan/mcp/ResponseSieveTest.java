package dev.portolan.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseSieveTest {
    private final ByteArrayOutputStream sink = new ByteArrayOutputStream();

    private ResponseSieve sieve(int inMemory) {
        return new ResponseSieve(
                inMemory, 64, uri -> "c+" + uri, (bytes, from, to) -> sink.write(bytes, from, to - from));
    }

    private Message read(ResponseSieve sieve, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        sieve.feed(bytes, 0, bytes.length);
        return sieve.end();
    }

    private static String response(String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":" + result + "}";
    }

    @Test
    void keepsWhatIsSmallAndPassesTheListsWithTheirUrisRenamed() {
        ResponseSieve sieve = sieve(1_000);

        Message message = read(
                sieve,
                "{\"result\":{\"resultType\":\"complete\",\n \"content\" : [ "
                        + "{\"uri\":\"f:/a\",\"type\":\"resource_link\",\"meta\":{\"uri\":\"f:/not\"}},"
                        + "{\"resource\":{\"\\u0075ri\":\"f:\\/b\",\"blob\":\"AA==\"},\"type\":\"resource\"}, 1, [{\"uri\":\"f:/c\"}]],"
                        + "\"uri\":\"f:/kept\",\"isError\":false},\"id\":\"x\",\"jsonrpc\":\"2.0\"}");

        assertThat(sink.toString(StandardCharsets.UTF_8))
                .isEqualTo("\"content\":[{\"uri\":\"c+f:/a\",\"type\":\"resource_link\",\"meta\":{\"uri\":\"f:/not\"}},"
                        + "{\"resource\":{\"\\u0075ri\":\"c+f:/b\",\"blob\":\"AA==\"},\"type\":\"resource\"},1,"
                        + "[{\"uri\":\"f:/c\"}]]");
        assertThat(message.result()).hasToString("{\"resultType\":\"complete\",\"uri\":\"f:/kept\",\"isError\":false}");
        assertThat(message.id()).isEqualTo(new JsonRpcId("\"x\""));
        assertThat(sieve.passed()).containsExactly(java.util.Map.entry("content", '['));
    }

    @Test
    void renamesTheUrisOfResourcesAndOfMessages() {
        read(
                sieve(1_000),
                response(
                        "{\"contents\":[{\"uri\":\"f:/a\",\"text\":\"t\"}],\"messages\":["
                                + "{\"role\":\"user\",\"content\":{\"type\":\"resource_link\",\"uri\":\"f:/b\"}},"
                                + "{\"content\":[{\"type\":\"resource\",\"resource\":{\"uri\":\"f:/c\"}}],\"uri\":\"f:/not\"}]}"));

        assertThat(sink.toString(StandardCharsets.UTF_8))
                .contains("{\"uri\":\"c+f:/a\"", "\"uri\":\"c+f:/b\"", "\"uri\":\"c+f:/c\"", "\"uri\":\"f:/not\"");
    }

    @Test
    void whatGrowsTooLongToBeKeptPassesAsItStands() {
        String many = "{\"rows\":[" + "1,".repeat(200) + "1]}";
        ResponseSieve sieve = sieve(300);

        Message message =
                read(sieve, response("{\"isError\":false,\"structuredContent\":" + many + ",\"content\":[],\"x\":1}"));

        assertThat(sink).hasToString("\"structuredContent\":" + many + ",\"content\":[]");
        assertThat(message.result()).hasToString("{\"isError\":false,\"x\":1}");
        assertThat(sieve.passed())
                .containsExactly(java.util.Map.entry("structuredContent", '{'), java.util.Map.entry("content", '['));
    }

    @Test
    void keepsAnErrorOrAResultThatIsNoObject() {
        assertThat(read(sieve(1_000), "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-1,\"message\":\"m\"}}")
                        .error())
                .hasToString("{\"code\":-1,\"message\":\"m\"}");
        assertThat(read(sieve(1_000), response("[1]")).result()).hasToString("[1]");
        assertThat(read(sieve(1_000), response("{}")).result()).hasToString("{}");
        assertThat(sink.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[],\"c\\u006fntent\":[]}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"_meta\":{\"a\":1,\"a\":2}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"error\":{}}",
                "{\"jsonrpc\":\"2.0\",\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[]}",
                ""
            })
    void refusesWhatIsNoSingleResponse(String json) {
        assertThatThrownBy(() -> read(sieve(1_000), json)).isInstanceOf(ProtocolError.class);
    }

    @Test
    void boundsWhatItKeepsOfTheRestAndOfAUri() {
        String text = "\"" + "x".repeat(2_000) + "\"";
        assertThatThrownBy(
                        () -> read(sieve(1_000), "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"message\":" + text + "}}"))
                .isInstanceOf(ProtocolError.class);
        assertThatThrownBy(
                        () -> read(sieve(1_000), response("{\"contents\":[{\"uri\":\"" + "x".repeat(70_000) + "\"}]}")))
                .isInstanceOf(ProtocolError.class);
    }

    @Test
    void onGeneratedResponsesItSaysWhatSlicesSay() {
        for (int seed = 0; seed < 2_000; seed++) {
            GeneratedJson json = new GeneratedJson(seed);
            String result = result(json);
            sink.reset();
            ResponseSieve sieve = sieve(40);

            json.inChunks(json.spaced(response(result)), chunk -> sieve.feed(chunk, 0, chunk.length));
            JsonObject kept = sieve.end().result().members();

            JsonObject all = JsonSlice.trusted("{" + sink + "}").members();
            assertThat(all.names()).containsExactlyElementsOf(sieve.passed().keySet());
            kept.names().forEach(name -> all.set(name, kept.get(name)));
            JsonObject expected = renamed(JsonSlice.trusted(result).members());
            assertThat(all.names()).as("seed " + seed).containsExactlyInAnyOrderElementsOf(expected.names());
            expected.names().forEach(name -> assertThat(all.get(name)).as(name).isEqualTo(expected.get(name)));
        }
    }

    private static String result(GeneratedJson json) {
        StringBuilder members = new StringBuilder();
        for (String list : List.of("content", "contents", "messages")) {
            if (json.below(3) > 0) {
                members.append('"')
                        .append(list)
                        .append("\":")
                        .append(json.below(8) == 0 ? json.value(2) : list(json, list))
                        .append(',');
            }
        }
        for (int i = json.below(4); i > 0; i--) {
            members.append(json.name()).append(':').append(json.value(3)).append(',');
        }
        return "{" + members + "\"last\":1}";
    }

    private static String list(GeneratedJson json, String kind) {
        StringBuilder list = new StringBuilder("[");
        for (int i = json.below(4); i > 0; i--) {
            String block = block(json);
            list.append(
                            kind.equals("messages")
                                    ? "{" + json.name() + ":1,\"content\":"
                                            + (json.below(2) == 0 ? block : "[" + block + "]") + "}"
                                    : block)
                    .append(i > 1 ? "," : "");
        }
        return list + "]";
    }

    private static String block(GeneratedJson json) {
        return switch (json.below(4)) {
            case 0 -> json.value(3);
            case 1 -> "{\"uri\":" + json.text() + "," + json.name() + ":" + json.value(2) + "}";
            case 2 ->
                "{" + json.name() + ":" + json.value(2) + ",\"resource\":{\"uri\":" + json.text()
                        + "},\"type\":\"resource\"}";
            default -> "{\"uri\":" + json.value(1) + ",\"resource\":" + json.value(1) + "}";
        };
    }

    private static JsonObject renamed(JsonObject result) {
        each(result, "content", ResponseSieveTest::block);
        each(result, "contents", ResponseSieveTest::resource);
        each(result, "messages", message -> {
            JsonObject members = message.members();
            each(members, "content", ResponseSieveTest::block);
            JsonSlice content = members.get("content");
            return content != null && content.isObject()
                    ? members.set("content", block(content)).toSlice()
                    : message.isObject() ? members.toSlice() : message;
        });
        return result;
    }

    private static void each(JsonObject in, String name, java.util.function.UnaryOperator<JsonSlice> change) {
        JsonSlice list = in.get(name);
        if (list != null && list.isArray()) {
            in.set(name, JsonObject.array(list.elements().stream().map(change).toList()));
        }
    }

    private static JsonSlice block(JsonSlice block) {
        JsonObject members = resource(block).members();
        JsonSlice resource = members.get("resource");
        return resource == null
                ? resource(block)
                : members.set("resource", resource(resource)).toSlice();
    }

    private static JsonSlice resource(JsonSlice resource) {
        JsonObject members = resource.members();
        String uri = members.text("uri");
        return uri == null ? resource : members.set("uri", "c+" + uri).toSlice();
    }
}
