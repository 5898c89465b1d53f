package dev.portolan.gateway.naming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What goes out comes back, for generated messages of every sort and for gateways behind gateways; and what goes out
 * is what the generator makes when told the public names, so that no place is forgotten and nothing else touched. The
 * seed is the name of the case.
 */
class IdentifiersPropertiesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Naming NAMING = new FederatedNaming(new PublicUris(
            Set.of("db", "files", "other", "other-one"), Map.of("db", "db", "shop", "db", "git", "files")));
    private static final List<String> CONNECTORS = List.of("db", "files", "other", "other-one");
    private static final List<String> METHODS = List.of(
            "tools/call",
            "prompts/get",
            "resources/read",
            "resources/subscribe",
            "resources/unsubscribe",
            "completion/complete",
            "subscriptions/listen",
            "sampling/createMessage",
            "notifications/resources/updated",
            "notifications/tasks",
            "notifications/message",
            "tasks/update",
            "elicitation/create",
            "roots/list");

    /** One sort of body: how it is made, and how its identifiers are changed. */
    private record Sort(
            String name,
            Function<GeneratedMessages, ObjectNode> made,
            BiFunction<Identifiers, JsonObject, JsonObject> changed) {}

    private static List<Sort> sorts() {
        List<Sort> sorts = new ArrayList<>();
        for (FeatureKind kind : FeatureKind.values()) {
            sorts.add(new Sort(
                    "definition of a " + kind, made -> made.definition(kind), (in, body) -> in.definition(kind, body)));
        }
        sorts.add(new Sort("result", GeneratedMessages::result, Identifiers::result));
        sorts.add(new Sort("task", GeneratedMessages::task, Identifiers::result));
        sorts.add(new Sort("error", GeneratedMessages::error, Identifiers::error));
        for (String method : METHODS) {
            sorts.add(new Sort(
                    "params of " + method, made -> made.params(method), (in, body) -> in.params(method, body)));
        }
        return sorts;
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    static Stream<Sort> everySort() {
        return sorts().stream();
    }

    @ParameterizedTest
    @MethodSource("everySort")
    void whatGoesOutIsInPublicWordsAndComesBackAsItWas(Sort sort) {
        seeds().forEach(seed -> {
            String connector = CONNECTORS.get((int) (seed % CONNECTORS.size()));
            String original = made(sort, seed, (kind, name) -> name, uri -> uri);
            String expected = made(
                    sort,
                    seed,
                    (kind, name) -> NAMING.name(kind, connector, name).orElseThrow(),
                    uri -> NAMING.uri(connector, uri));

            String out = changed(sort, Identifiers.toPublic(NAMING, connector), original);
            String back = changed(sort, Identifiers.toOriginal(NAMING, connector, lookedUp(NAMING, connector)), out);

            assertThat(out)
                    .as("%s of %s, seed %d", sort.name(), connector, seed)
                    .isEqualTo(expected);
            assertThat(back)
                    .as("%s of %s, seed %d", sort.name(), connector, seed)
                    .isEqualTo(original);
        });
    }

    @ParameterizedTest
    @MethodSource("everySort")
    void aGatewayBehindAGatewayOnlyAddsItsOwnWords(Sort sort) {
        Naming outer = new FederatedNaming(new PublicUris(Set.of("inner", "files"), Map.of("db", "inner")));
        seeds().forEach(seed -> {
            String connector = CONNECTORS.get((int) (seed % CONNECTORS.size()));
            String original = made(sort, seed, (kind, name) -> name, uri -> uri);
            Identifiers.Names inside = lookedUp(NAMING, connector);
            Identifiers.Names outside = (kind, name) -> GeneratedMessages.names().stream()
                    .map(n -> NAMING.name(kind, connector, n).orElseThrow())
                    .filter(n -> outer.name(kind, "inner", n).orElseThrow().equals(name))
                    .findFirst()
                    .orElse(name);

            String between = changed(sort, Identifiers.toPublic(NAMING, connector), original);
            String out = changed(sort, Identifiers.toPublic(outer, "inner"), between);
            String half = changed(sort, Identifiers.toOriginal(outer, "inner", outside), out);
            String back = changed(sort, Identifiers.toOriginal(NAMING, connector, inside), half);

            assertThat(half)
                    .as("%s of %s, seed %d", sort.name(), connector, seed)
                    .isEqualTo(between);
            assertThat(back)
                    .as("%s of %s, seed %d", sort.name(), connector, seed)
                    .isEqualTo(original);
        });
    }

    @ParameterizedTest
    @MethodSource("everySort")
    void underItsOwnNamesAConnectorsMessagesAreLeftAlone(Sort sort) {
        Naming own = new OwnNaming("files");
        seeds().forEach(seed -> {
            String original = made(sort, seed, (kind, name) -> name, uri -> uri);

            assertThat(changed(sort, Identifiers.toPublic(own, "files"), original))
                    .isEqualTo(original);
            assertThat(changed(sort, Identifiers.toOriginal(own, "files", (kind, name) -> name), original))
                    .isEqualTo(original);
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aUriLeadsToItsConnectorAndToNoOther(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            String uri = GeneratedUris.uri(random);
            for (String connector : CONNECTORS) {
                assertThat(NAMING.original(NAMING.uri(connector, uri)))
                        .as("%s of %s", uri, connector)
                        .contains(new Naming.Original(connector, uri));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void templatesExpandToWhatLeadsToTheirExpansion(long seed) {
        Random random = new Random(seed);
        Map<String, String> values = new HashMap<>();
        Arrays.asList("x", "y").forEach(name -> values.put(name, GeneratedUris.uri(random)));
        for (int i = 0; i < 200; i++) {
            String template = GeneratedUris.template(random);
            String connector = CONNECTORS.get(random.nextInt(CONNECTORS.size()));
            String expanded = Rfc6570.expand(template, values);

            String offered = Rfc6570.expand(NAMING.uri(connector, template), values);

            assertThat(NAMING.original(offered))
                    .as("%s of %s", template, connector)
                    .contains(new Naming.Original(connector, expanded));
            if (template.matches("(?s)[a-zA-Z]+://.*")) {
                assertThat(offered).as("%s of %s", template, connector).isEqualTo(NAMING.uri(connector, expanded));
            }
        }
    }

    private static String made(Sort sort, long seed, Identifiers.Names names, UnaryOperator<String> uris) {
        return json(sort.made().apply(new GeneratedMessages(seed, names, uris)));
    }

    private static String changed(Sort sort, Identifiers identifiers, String body) {
        JsonSlice read = JsonSlice.parse(body.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
        String written =
                sort.changed().apply(identifiers, read.members()).toSlice().json();
        try {
            return json(JSON.readValue(written, ObjectNode.class));
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(written, notJson);
        }
    }

    private static String json(ObjectNode body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Identifiers.Names lookedUp(Naming naming, String connector) {
        return (kind, name) -> GeneratedMessages.names().stream()
                .filter(n -> naming.name(kind, connector, n).orElseThrow().equals(name))
                .findFirst()
                .orElse(name);
    }
}
