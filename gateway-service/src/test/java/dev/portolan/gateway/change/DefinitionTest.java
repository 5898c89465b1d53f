package dev.portolan.gateway.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.gateway.change.DefinitionKey.Kind;
import dev.portolan.mcp.JsonSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionTest {
    private static final String TOOL = "{\"name\":\"do\",\"title\":\"Do\",\"description\":\"Does\",\"inputSchema\":"
            + "{\"type\":\"object\",\"properties\":{\"what\":{\"type\":\"string\",\"x-mcp-header\":\"What\"}}},"
            + "\"outputSchema\":{\"type\":\"object\"},\"annotations\":{\"readOnlyHint\":true},"
            + "\"_meta\":{\"ui\":{\"resourceUri\":\"ui://a\"},\"other\":1}}";

    private static String hash(Kind kind, String definition) {
        return Definition.of(kind, JsonSlice.trusted(definition)).orElseThrow().sha256();
    }

    @Test
    void theHashIsThatOfTheCanonicalFormOfTheMembersThatCount() {
        // echo -n '{"inputSchema":{"maximum":10,"type":"object"},"name":"do"}' | sha256sum
        assertThat(hash(Kind.TOOL, "{ \"name\": \"do\", \"inputSchema\": {\"type\":\"object\", \"maximum\": 1e1} }"))
                .isEqualTo("e332334bb9cf5243e6592191422c00c766a980e017035b58d4b74ab71aef56b8");
    }

    @Test
    void theOrderOfMembersWhiteSpaceAndSpellingDoNotMatter() {
        String other = "{\"_meta\":{\"other\":2,\"ui\":{\"resourceUri\":\"ui:\\/\\/a\"}}, \"annotations\" : "
                + "{\"readOnlyHint\":true},\"outputSchema\":{\"type\":\"object\"},\"inputSchema\":{\"properties\":"
                + "{\"what\":{\"x-mcp-header\":\"What\",\"type\":\"string\"}},\"type\":\"object\"},"
                + "\"description\":\"D\\u006fes\",\"title\":\"Do\",\"name\":\"do\",\"execution\":{},\"icons\":[]}";

        assertThat(hash(Kind.TOOL, other)).isEqualTo(hash(Kind.TOOL, TOOL));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"name\":\"do\"', '\"name\":\"undo\"'",
        "'\"title\":\"Do\"', '\"title\":\"Did\"'",
        "'\"description\":\"Does\"', '\"description\":\"Does more\"'",
        "'\"type\":\"string\"', '\"type\":\"integer\"'",
        "'\"x-mcp-header\":\"What\"', '\"x-mcp-header\":\"Who\"'",
        "'\"outputSchema\":{\"type\":\"object\"}', '\"outputSchema\":{\"type\":\"object\",\"required\":[\"a\"]}'",
        "'\"readOnlyHint\":true', '\"readOnlyHint\":false'",
        "'ui://a', 'ui://b'"
    })
    void eachMemberThatCountsChangesTheHash(String before, String now) {
        assertThat(TOOL).contains(before);

        assertThat(hash(Kind.TOOL, TOOL.replace(before, now))).isNotEqualTo(hash(Kind.TOOL, TOOL));
    }

    @Test
    void theLengthAndDateOfAResourceDoNotCount() {
        String bare = "{\"uri\":\"file:///a\",\"name\":\"a\"}";
        String dated = "{\"uri\":\"file:///a\",\"name\":\"a\",\"size\":7,"
                + "\"annotations\":{\"lastModified\":\"2026-11-21T00:00:00Z\"}}";

        assertThat(hash(Kind.RESOURCE, dated)).isEqualTo(hash(Kind.RESOURCE, bare));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"uri\":\"file:///a\",\"name\":\"b\"}",
                "{\"uri\":\"file:///a\",\"name\":\"a\",\"mimeType\":\"text/plain\"}",
                "{\"uri\":\"file:///a\",\"name\":\"a\",\"annotations\":{\"priority\":1}}",
                "{\"uri\":\"file:///a\",\"name\":\"a\",\"_meta\":{\"x\":1}}"
            })
    void everythingElseOfAResourceCounts(String other) {
        assertThat(hash(Kind.RESOURCE, other))
                .isNotEqualTo(hash(Kind.RESOURCE, "{\"uri\":\"file:///a\",\"name\":\"a\"}"));
    }

    @ParameterizedTest
    @CsvSource({"1e999, 2e999", "'\"\\ud800\"', '\"\\ud801\"'"})
    void whatHasNoCanonicalFormIsHashedAsItStands(String odd, String other) {
        String definition = "{\"name\":\"do\",\"inputSchema\":{\"default\":" + odd + "}}";

        assertThat(hash(Kind.TOOL, definition))
                .isEqualTo(hash(Kind.TOOL, definition))
                .isNotEqualTo(hash(Kind.TOOL, definition.replace(odd, other)));
    }

    @Test
    void aDefinitionWithoutANameIsNone() {
        assertThat(Definition.of(Kind.TOOL, JsonSlice.trusted("{\"title\":\"x\"}")))
                .isEmpty();
        assertThat(Definition.of(Kind.RESOURCE, JsonSlice.trusted("{\"name\":\"x\"}")))
                .isEmpty();
        assertThat(Definition.of(Kind.PROMPT, JsonSlice.trusted("7"))).isEmpty();
    }
}
