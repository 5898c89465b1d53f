package dev.portolan.connector.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What resources, prompts, completions and lists owe. */
interface FeatureContract extends ConnectorUnderTest {
    /** Lists and the member of the result that holds their entries. */
    Map<String, String> LISTS = Map.of(
            "tools/list", "tools",
            "prompts/list", "prompts",
            "resources/list", "resources",
            "resources/templates/list", "resourceTemplates");

    @Test
    default void itOffersAResourceTemplateAndAPrompt() {
        assertThat(modern().list("resources/templates/list", "resourceTemplates"))
                .isNotEmpty();
        assertThat(modern().list("prompts/list", "prompts")).isNotEmpty().allSatisfy(prompt -> {
            assertThat(prompt.path("title").asText()).isNotBlank();
            assertThat(prompt.path("description").asText()).isNotBlank();
            assertThat(prompt.path("arguments"))
                    .allSatisfy(argument ->
                            assertThat(argument.path("description").asText()).isNotBlank());
        });
    }

    @Test
    default void listsAreTheSameEveryTimeAndHaveNoDuplicates() {
        LISTS.forEach((method, member) -> {
            List<JsonNode> first = modern().list(method, member);

            assertThat(modern().list(method, member))
                    .as(method)
                    .isEqualTo(first)
                    .doesNotHaveDuplicates();
        });
    }

    @Test
    default void aCursorThatWasNeverGivenOutIsInvalidParams() {
        Reply reply = modern().ask("tools/list", McpTestClient.object().put("cursor", "bm9uZQ"));

        assertThat(reply.error().path("code").asInt()).isEqualTo(-32602);
    }

    @Test
    default void everySampleAddressCanBeReadInBothEras() {
        Set<String> templates = new HashSet<>();
        modern().list("resources/templates/list", "resourceTemplates")
                .forEach(template -> templates.add(template.path("uriTemplate").asText()));
        for (String uri : sampleUris()) {
            for (McpTestClient client : List.of(modern(), legacy())) {
                Reply reply =
                        client.ask("resources/read", McpTestClient.object().put("uri", uri));

                assertThat(reply.result().path("contents"))
                        .as(uri + ": " + reply.answer())
                        .isNotEmpty();
            }
            templates.removeIf(template -> matches(template, uri));
        }
        assertThat(templates).as("resource templates without a sample").isEmpty();
    }

    private static boolean matches(String template, String uri) {
        String regex = Pattern.compile("\\{(\\+?)[^}]*}")
                .matcher(Pattern.quote(template))
                .replaceAll(m -> Matcher.quoteReplacement("\\E" + (m.group(1).isEmpty() ? "[^/]+" : ".+") + "\\Q"));
        return uri.matches(regex);
    }

    @Test
    default void aResourceThatIsNotThereIsReportedAsItsEraWantsIt() {
        String uri = "no-such-scheme://nothing";
        ObjectNode params = McpTestClient.object().put("uri", uri);

        JsonNode modern = modern().ask("resources/read", params).error();
        JsonNode legacy = legacy().ask("resources/read", params).error();

        assertThat(modern.path("code").asInt()).isEqualTo(-32602);
        assertThat(modern.path("data").path("uri").asText()).isEqualTo(uri);
        assertThat(legacy.path("code").asInt()).isEqualTo(-32002);
    }

    @Test
    default void everyPromptGivesMessages() {
        assertThat(modern().list("prompts/list", "prompts"))
                .extracting(prompt -> prompt.path("name").asText())
                .containsExactlyInAnyOrderElementsOf(samplePromptArguments().keySet());
        samplePromptArguments().forEach((prompt, arguments) -> {
            ObjectNode params = McpTestClient.object().put("name", prompt);
            params.set("arguments", McpTestClient.json(arguments));

            Reply reply = modern().ask("prompts/get", params);

            assertThat(reply.result().path("messages"))
                    .as(prompt + ": " + reply.answer())
                    .isNotEmpty();
        });
    }

    @Test
    default void everyPromptArgumentCompletes() {
        for (JsonNode prompt : modern().list("prompts/list", "prompts")) {
            ObjectNode ref = McpTestClient.object()
                    .put("type", "ref/prompt")
                    .put("name", prompt.path("name").asText());
            prompt.path("arguments")
                    .forEach(argument ->
                            assertCompletes(ref, argument.path("name").asText()));
        }
    }

    @Test
    default void everyTemplateVariableCompletes() {
        for (JsonNode template : modern().list("resources/templates/list", "resourceTemplates")) {
            String uriTemplate = template.path("uriTemplate").asText();
            ObjectNode ref = McpTestClient.object().put("type", "ref/resource").put("uri", uriTemplate);
            Matcher variable = Pattern.compile("\\{\\+?([^}]+)}").matcher(uriTemplate);
            while (variable.find()) {
                assertCompletes(ref, variable.group(1));
            }
        }
    }

    private void assertCompletes(ObjectNode ref, String argument) {
        ObjectNode params = McpTestClient.object();
        params.set("ref", ref);
        params.putObject("argument").put("name", argument).put("value", "");
        ObjectNode context = params.putObject("context").putObject("arguments");
        completionContext().forEach(context::put);
        context.remove(argument);

        Reply reply = modern().ask("completion/complete", params);
        JsonNode values = reply.result().path("completion").path("values");

        String what = ref + " " + argument + ": " + reply.answer();
        assertThat(values.isArray()).as(what).isTrue();
        assertThat(values.size()).as(what).isLessThanOrEqualTo(100);
        if (!freeTextArguments().contains(argument)) {
            assertThat(values).as(what).isNotEmpty();
        }
    }
}
