package dev.portolan.mcp.server.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaWriterTest {
    private final ObjectMapper mapper = new ObjectMapper();
    private final SchemaWriter writer = new SchemaWriter(mapper);

    enum Order {
        @JsonProperty("newest_first")
        NEWEST_FIRST,
        @JsonProperty("oldest_first")
        OLDEST_FIRST
    }

    record Filter(
            @Pattern(regexp = "[a-z]+") @JsonPropertyDescription("A word")
            String word) {}

    record Row(
            String name, @Nullable Integer size, Optional<String> mark, Map<String, Object> extra, List<Filter> more) {}

    @SuppressWarnings("unused")
    void method(
            @Min(1) @Max(50) int limit,
            @Pattern(regexp = "a|b") String letter,
            Optional<@Size(max = 9) String> text,
            List<@Pattern(regexp = "[A-Z]") String> marks,
            Order order,
            Filter filter,
            Filter again) {}

    @Test
    void constraintsOnParametersAppearAsTheirKeywords() {
        JsonNode properties = input().path("properties");

        assertThat(properties.path("limit").path("minimum").asInt()).isEqualTo(1);
        assertThat(properties.path("limit").path("maximum").asInt()).isEqualTo(50);
        assertThat(properties.path("text").path("maxLength").asInt()).isEqualTo(9);
        assertThat(properties.path("marks").path("items").path("pattern").asText())
                .isEqualTo("^(?:[A-Z])$");
    }

    @Test
    void aPatternMeansTheWholeText() {
        SchemaCheck check = new SchemaCheck(input());

        assertThat(check.faults(valid().put("letter", "a"))).isEmpty();
        assertThat(check.faults(valid().put("letter", "ab")))
                .extracting(SchemaFault::path)
                .containsExactly("/letter");
        ObjectNode nested = valid();
        nested.putObject("filter").put("word", "a1");
        assertThat(check.faults(nested)).extracting(SchemaFault::path).containsExactly("/filter/word");
    }

    @Test
    void enumsGoByTheirJsonNames() {
        assertThat(input().path("properties").path("order").path("enum"))
                .extracting(JsonNode::asText)
                .containsExactly("newest_first", "oldest_first");
    }

    @Test
    void objectsInArgumentsAreClosed() {
        SchemaCheck check = new SchemaCheck(input());
        ObjectNode nested = valid();
        nested.putObject("filter").put("word", "a").put("wrod", "b");

        assertThat(check.faults(nested)).extracting(SchemaFault::path).containsExactly("/filter/wrod");
        assertThat(check.faults(valid().put("zzz", 1)))
                .extracting(SchemaFault::path)
                .containsExactly("/zzz");
    }

    @Test
    void whatMayBeAbsentIsNotRequired() {
        ObjectNode schema = writer.output(Row.class);

        assertThat(schema.path("required")).extracting(JsonNode::asText).containsExactly("name", "extra", "more");
        assertThat(schema.path("properties").fieldNames())
                .toIterable()
                .containsExactly("name", "size", "mark", "extra", "more");
        assertThat(schema.path("properties").path("mark").path("type").asText()).isEqualTo("string");
    }

    @Test
    void nullsInsideMapsConform() {
        ObjectNode row = mapper.createObjectNode().put("name", "n");
        row.putObject("extra").putNull("column");
        row.putArray("more");

        assertThat(new SchemaCheck(writer.output(Row.class)).faults(row)).isEmpty();
    }

    @Test
    void aDefaultThatIsNoJsonIsRefused() throws NoSuchMethodException {
        Parameter limit = parameters()[0];
        SchemaArgument argument = new SchemaArgument("limit", "d", int.class, limit, false, "ten");

        assertThatThrownBy(() -> writer.input(List.of(argument)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limit");
    }

    @Test
    void faultsForALogShowNothingOfTheValue() {
        SchemaFault fault =
                new SchemaCheck(input()).faults(valid().put("letter", "SECRET")).get(0);

        assertThat(fault.place()).isEqualTo("/letter (pattern)");
    }

    private ObjectNode valid() {
        ObjectNode arguments =
                mapper.createObjectNode().put("limit", 1).put("letter", "a").put("text", "t");
        arguments.putArray("marks");
        arguments.put("order", "newest_first").putObject("filter").put("word", "a");
        arguments.putObject("again").put("word", "a");
        return arguments;
    }

    private ObjectNode input() {
        return writer.input(
                Arrays.stream(parameters()).map(SchemaWriterTest::argument).toList());
    }

    private static SchemaArgument argument(Parameter parameter) {
        Type type =
                SchemaWriter.withoutOptional(parameter.getParameterizedType()).getKey();
        return new SchemaArgument(parameter.getName(), "what it is", type, parameter, true, null);
    }

    private static Parameter[] parameters() {
        return Arrays.stream(SchemaWriterTest.class.getDeclaredMethods())
                .filter(m -> m.getName().equals("method"))
                .map(Method::getParameters)
                .findFirst()
                .orElseThrow();
    }
}
