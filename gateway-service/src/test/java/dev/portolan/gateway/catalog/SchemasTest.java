package dev.portolan.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.mcp.JsonSlice;
import org.junit.jupiter.api.Test;

class SchemasTest {
    private final Schemas schemas = new Schemas();

    private CallCheck input(String schema) {
        return schemas.check(JsonSlice.trusted(schema), null);
    }

    @Test
    void aFaultNamesThePathAndTheRule() {
        CallCheck check = input(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}}}");

        assertThat(check.faultsOfArguments(JsonSlice.trusted("{\"a\":{\"n\":\"x\"}}")))
                .singleElement()
                .asString()
                .contains("/a/n", "type");
        assertThat(check.faultsOfArguments(JsonSlice.trusted("{\"a\":{\"n\":1}}")))
                .isEmpty();
    }

    @Test
    void absentArgumentsAreAnEmptyObject() {
        assertThat(input("{\"type\":\"object\"}").faultsOfArguments(null)).isEmpty();
        assertThat(input("{\"type\":\"object\",\"required\":[\"x\"]}").faultsOfArguments(null))
                .hasSize(1);
    }

    @Test
    void theDialectIsTheOneTheSchemaNames() {
        String draft7 =
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"object\",\"properties\":{\"a\":{\"items\":[{\"type\":\"string\"}]}}}";

        assertThat(input(draft7).faultsOfArguments(JsonSlice.trusted("{\"a\":[1]}")))
                .hasSize(1);
    }

    @Test
    void nothingIsFetchedAndWhatCannotBeCheckedIsRefused() {
        CallCheck remote = input("{\"$ref\":\"http://localhost:1/schema.json\"}");
        CallCheck unknown = input("{\"$schema\":\"https://example.com/own-dialect\",\"type\":\"object\"}");

        assertThat(remote.faultsOfArguments(JsonSlice.EMPTY_OBJECT)).isNotEmpty();
        assertThat(unknown.faultsOfArguments(JsonSlice.EMPTY_OBJECT)).isNotEmpty();
    }

    @Test
    void resultsAreCheckedOnlyWhereThereIsASchema() {
        CallCheck none = schemas.check(null, null);
        CallCheck some = schemas.check(null, JsonSlice.trusted("{\"type\":\"object\"}"));

        assertThat(none.structured()).isFalse();
        assertThat(none.faultsOfResult(JsonSlice.NULL)).isEmpty();
        assertThat(some.structured()).isTrue();
        assertThat(some.faultsOfResult(JsonSlice.NULL)).hasSize(1);
    }
}
