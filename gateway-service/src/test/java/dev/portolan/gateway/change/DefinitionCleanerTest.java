package dev.portolan.gateway.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.gateway.catalog.Listing;
import dev.portolan.mcp.JsonSlice;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionCleanerTest {
    /** A zero-width space as JSON writes it, and a tag character. */
    private static final String HIDDEN = "\\u200b\\udb40\\udc41";

    private final DefinitionCleaner cleaner = new DefinitionCleaner(8, 12);

    private static Listing listing(List<JsonSlice> tools, List<JsonSlice> prompts, List<JsonSlice> resources) {
        return new Listing(
                "files",
                Listing.State.FRESH,
                "Fi\u202Eles",
                "Use\u200B me",
                JsonSlice.EMPTY_OBJECT,
                tools,
                prompts,
                resources,
                resources);
    }

    private String tool(String definition) {
        List<JsonSlice> tools = List.of(JsonSlice.trusted(definition));
        return cleaner.clean(listing(tools, List.of(), List.of()))
                .tools()
                .get(0)
                .json();
    }

    @Test
    void textsOfAToolAreCleanedWhereverTheyStand() {
        String tool = "{\"name\":\"a\",\"title\":\"A_\",\"description\":\"Reads_\",\"annotations\":{\"title\":\"A_\"},"
                + "\"inputSchema\":{\"type\":\"object\",\"description\":\"In_\",\"$comment\":\"C_\",\"properties\":{"
                + "\"title\":{\"type\":\"string\",\"description\":\"T_\"}},\"allOf\":[{\"title\":\"X_\"}],"
                + "\"$defs\":{\"description\":{\"title\":\"D_\"}}},"
                + "\"outputSchema\":{\"items\":{\"description\":\"I_\"}}}";

        assertThat(tool(tool.replace("_", HIDDEN))).isEqualTo(tool.replace("_", ""));
    }

    @Test
    void namesAndValuesAreLeftAlone() {
        String tool = ("{\"name\":\"a_\",\"inputSchema\":{\"properties\":{\"b_\":{\"enum\":[\"c_\"],\"const\":\"d_\","
                        + "\"default\":{\"title\":\"e_\"},\"examples\":[{\"description\":\"f_\"}],\"pattern\":\"g_\","
                        + "\"x-mcp-header\":\"h_\"}},\"required\":[\"b_\"]},\"_meta\":{\"ui\":{\"title\":\"i_\"}}}")
                .replace("_", HIDDEN);

        assertThat(tool(tool)).isEqualTo(tool);
    }

    @Test
    void whatIsCleanStaysTheSameBytes() {
        String tool = "{ \"title\":\"\\u0041\" , \"name\":\"a\",\"inputSchema\":{ \"description\" : \"x\" } }";

        assertThat(tool(tool)).isEqualTo(tool);
    }

    @Test
    void titlesAndDescriptionsAreCut() {
        assertThat(tool("{\"name\":\"a\",\"title\":\"123456789\",\"description\":\"1234567890123\"}"))
                .isEqualTo("{\"name\":\"a\",\"title\":\"12345678\",\"description\":\"123456789012\"}");
    }

    @Test
    void promptsTheirArgumentsResourcesTemplatesAndInstructionsAreCleaned() {
        String prompt = "{\"name\":\"p_\",\"title\":\"P_\",\"description\":\"D_\",\"arguments\":[{\"name\":\"x_\","
                + "\"title\":\"T_\",\"description\":\"E_\"}]}";
        String resource = "{\"uri\":\"file:///_\",\"name\":\"n_\",\"title\":\"T_\",\"description\":\"D_\"}";
        List<JsonSlice> prompts = List.of(JsonSlice.trusted(prompt.replace("_", HIDDEN)));
        List<JsonSlice> resources = List.of(JsonSlice.trusted(resource.replace("_", HIDDEN)));

        Listing clean = cleaner.clean(listing(List.of(), prompts, resources));

        assertThat(clean.title()).isEqualTo("Files");
        assertThat(clean.instructions()).isEqualTo("Use me");
        assertThat(clean.prompts())
                .extracting(JsonSlice::json)
                .containsExactly(("{\"name\":\"p" + HIDDEN + "\",\"title\":\"P\",\"description\":\"D\",\"arguments\":["
                        + "{\"name\":\"x" + HIDDEN + "\",\"title\":\"T\",\"description\":\"E\"}]}"));
        assertThat(clean.resources())
                .isEqualTo(clean.templates())
                .extracting(JsonSlice::json)
                .containsExactly("{\"uri\":\"file:///" + HIDDEN + "\",\"name\":\"n" + HIDDEN
                        + "\",\"title\":\"T\",\"description\":\"D\"}");
    }

    @Test
    void whatIsOfTheWrongTypeIsPassedOn() {
        String tool = "{\"name\":\"a\",\"title\":7,\"description\":null,\"annotations\":[],\"inputSchema\":"
                + "{\"properties\":\"x\",\"description\":{\"a\":1}}}";

        assertThat(tool(tool)).isEqualTo(tool);
    }
}
