package dev.portolan.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.gateway.catalog.CallCheck;
import dev.portolan.gateway.catalog.Schemas;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinnedSchemaTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final List<String> VALUES = List.of("\"x\"", "\"yy\"", "1", "7", "true", "null", "[]", "{\"a\":1}");
    private static final List<String> PROPERTIES = List.of(
            "{'type':'string'}",
            "{'type':'integer','minimum':3}",
            "{'enum':['x',1]}",
            "{'$ref':'#/$defs/short'}",
            "{}",
            "true",
            "{'type':'object','required':['a']}");
    private static final List<String> COMPOSED = List.of(
            "'anyOf':[{'required':['c']},{'required':['d']}]",
            "'oneOf':[{'required':['c']},{'not':{'required':['d']}}]",
            "'allOf':[{'properties':{'c':{'type':'string'}}},true]",
            "'not':{'required':['c','d']}",
            "'if':{'properties':{'c':{'const':'x'}},'required':['c']},'then':{'required':['d']}",
            "'dependentRequired':{'c':['d']}",
            "'dependentSchemas':{'c':{'properties':{'d':{'type':'string'}}}}",
            "'patternProperties':{'^[ab]$':{'type':['string','integer']}}",
            "'propertyNames':{'maxLength':1}",
            "'additionalProperties':false",
            "'additionalProperties':{'type':'string'}",
            "'unevaluatedProperties':false",
            "'required':['a','c']",
            "'required':['a']",
            "'description':'needs a and b'",
            "'default':{'a':'x'}",
            "'examples':[{'a':'x','c':'x'}]");

    private final Schemas schemas = new Schemas();

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    private static JsonSlice json(String quoted) {
        return JsonSlice.parse(quoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String schema(Random random) {
        StringBuilder schema =
                new StringBuilder("{'type':'object','$defs':{'short':{'type':'string','maxLength':1}},'properties':{");
        schema.append("'a':").append(pick(random, PROPERTIES));
        for (String name : List.of("b", "c")) {
            if (random.nextBoolean()) {
                schema.append(",'").append(name).append("':").append(pick(random, PROPERTIES));
            }
        }
        schema.append("}");
        Map<String, String> more = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String composed = pick(random, COMPOSED);
            more.putIfAbsent(composed.substring(0, composed.indexOf(':')), composed);
        }
        more.values().forEach(keyword -> schema.append(',').append(keyword));
        return schema.append("}").toString();
    }

    private static JsonObject arguments(Random random, List<String> names) {
        JsonObject arguments = JsonObject.empty();
        for (String name : names) {
            if (random.nextInt(3) > 0) {
                arguments.set(name, JsonSlice.trusted(pick(random, VALUES)));
            }
        }
        return arguments;
    }

    /** The whole takes all arguments together exactly if the parts take theirs. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theTwoPartsDemandWhatTheWholeDemands(long seed) throws Irreducible {
        Random random = new Random(seed);
        for (int i = 0; i < 25; i++) {
            JsonSlice whole = json(schema(random));
            boolean two = whole.member("properties").member("b") != null && random.nextBoolean();
            List<String> pinned = two ? List.of("a", "b") : List.of("a");
            PinnedSchema divided = PinnedSchema.of(whole, Set.copyOf(pinned));
            CallCheck all = schemas.check(whole, null);
            CallCheck ofCaller = schemas.check(divided.ofCaller(), null);
            CallCheck ofPins = schemas.check(divided.ofPins(), null);
            for (int j = 0; j < 20; j++) {
                Map<String, JsonSlice> values = new LinkedHashMap<>();
                pinned.forEach(name -> values.put(name, JsonSlice.trusted(pick(random, VALUES))));
                Pins pins = new Pins(values);
                List<String> others =
                        NAMES.stream().filter(name -> !pinned.contains(name)).toList();
                JsonSlice given = arguments(random, others).toSlice();

                boolean fits = all.faultsOfArguments(pins.with(given)).isEmpty();

                assertThat(ofCaller.faultsOfArguments(given).isEmpty()
                                && ofPins.faultsOfArguments(pins.toSlice()).isEmpty())
                        .as("%s with %s and %s", whole, given, pins.toSlice())
                        .isEqualTo(fits);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingOfWhatIsSetIsShown(long seed) throws Irreducible {
        JsonSlice whole = json(schema(new Random(seed)));

        JsonSlice shown = PinnedSchema.of(whole, Set.of("a")).ofCaller();

        assertThat(shown.member("properties").members().names()).doesNotContain("a");
        assertThat(shown.members().names()).doesNotContain("default", "examples");
        JsonSlice required = shown.member("required");
        if (required != null) {
            assertThat(required.elements()).isNotEmpty().doesNotContain(JsonSlice.ofText("a"));
        }
    }

    @Test
    void theRestKeepsItsBytes() throws Irreducible {
        JsonSlice whole = json("{'type':'object','x-own':[1.50],'properties':{'a':{'type':'string','x-mcp-header':'A'},"
                + "'b' : {'maximum':1e3}},'required':['b','a']}");

        assertThat(PinnedSchema.of(whole, Set.of("a")).ofCaller().json())
                .isEqualTo("{\"type\":\"object\",\"x-own\":[1.50],\"properties\":{\"b\":{\"maximum\":1e3}},"
                        + "\"required\":[\"b\"]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                       | has no argument a",
                "{'properties':[]}                                        | has no argument a",
                "{'properties':{'b':{}},'additionalProperties':true}      | has no argument a",
            })
    void anArgumentThatThereIsNotCannotBeSet(String schema, String why) {
        assertThatThrownBy(() -> PinnedSchema.of(json(schema), Set.of("a")))
                .isInstanceOfSatisfying(
                        Irreducible.class, e -> assertThat(e.text()).isEqualTo(why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'anyOf':[{'required':['a']},{'required':['b']}]",
                "'oneOf':[{'properties':{'a':{'const':1}}}]",
                "'allOf':[{'anyOf':[{'required':['a']}]}]",
                "'allOf':[{'additionalProperties':false,'properties':{'b':{}}}]",
                "'allOf':[{'minProperties':1}]",
                "'allOf':{'required':['b']}",
                "'not':{'required':['a']}",
                "'if':{'required':['b']},'then':{'required':['a']}",
                "'else':{'$ref':'#/$defs/x'}",
                "'dependentRequired':{'a':['b']}",
                "'dependentRequired':{'b':['a']}",
                "'dependentSchemas':{'b':{'required':['a']}}",
                "'dependencies':{'b':['a']}",
                "'dependencies':{'b':{'properties':{'a':false}}}",
                "'minProperties':2",
                "'maxProperties':2",
                "'const':{'a':1}",
                "'enum':[{'a':1}]",
                "'$ref':'#/$defs/x'",
                "'$dynamicRef':'#x'",
            })
    void whatArgumentsMustBeTogetherIsNotDividedByGuess(String keyword) {
        JsonSlice whole = json("{'type':'object','$defs':{'x':{}},'properties':{'a':{},'b':{}}," + keyword + "}");

        assertThatThrownBy(() -> PinnedSchema.of(whole, Set.of("a")))
                .isInstanceOfSatisfying(
                        Irreducible.class, e -> assertThat(e.text()).startsWith("says of its arguments together ("));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "#/properties/a", "#name", "other.json", "https://schemas.example/x"})
    void referencesThatLeadElsewhereAreNotFollowed(String reference) {
        JsonSlice whole = json("{'type':'object','properties':{'a':{},'b':{'items':[{'$ref':'" + reference + "'}]}}}");

        assertThatThrownBy(() -> PinnedSchema.of(whole, Set.of("a")))
                .isInstanceOfSatisfying(
                        Irreducible.class, e -> assertThat(e.text()).contains("references"));
    }
}
