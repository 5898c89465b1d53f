package dev.portolan.gateway.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.Revision;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each of these is written with ' for ". */
class WordingTest {
    private static final String TOOL = "{'name':'t','title':'T','inputSchema':{'type':'object'},"
            + "'outputSchema':{'type':'object'},'icons':[],'execution':{},'_meta':{'a':1},'annotations':{'readOnlyHint':true}}";

    private static JsonObject json(String text) {
        byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return JsonSlice.parse(bytes, JsonLimits.DEFAULT).members();
    }

    private static String result(Revision revision, String method, String result) {
        return Wording.of(revision).result(method, json(result)).toString().replace('"', '\'');
    }

    private static Optional<String> question(Revision revision, String method, String params) {
        return Wording.of(revision).question(method, json(params)).map(q -> q.toString()
                .replace('"', '\''));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "V2025_03_26; {'name':'t','inputSchema':{'type':'object'},'annotations':{'readOnlyHint':true}}",
                "V2025_06_18; {'name':'t','title':'T','inputSchema':{'type':'object'},'outputSchema':{'type':'object'},"
                        + "'_meta':{'a':1},'annotations':{'readOnlyHint':true}}",
                "V2025_11_25; {'name':'t','title':'T','inputSchema':{'type':'object'},'outputSchema':{'type':'object'},"
                        + "'icons':[],'execution':{},'_meta':{'a':1},'annotations':{'readOnlyHint':true}}",
            })
    void aToolIsDefinedInTheWordsOfTheRevision(Revision revision, String tool) {
        assertThat(result(revision, "tools/list", "{'tools':[" + TOOL + "]}")).isEqualTo("{'tools':[" + tool + "]}");
    }

    @Test
    void structureThatIsNoObjectIsForTheNewestRevisionAlone() {
        String tools = "{'tools':[{'name':'t','outputSchema':{'type':'array'}}]}";
        String result = "{'content':[],'structuredContent':[1]}";

        assertThat(result(Revision.V2025_11_25, "tools/list", tools)).isEqualTo("{'tools':[{'name':'t'}]}");
        assertThat(result(Revision.V2025_11_25, "tools/call", result))
                .isEqualTo("{'content':[{'type':'text','text':'[1]'}]}");
        assertThat(result(Revision.V2026_07_28, "tools/list", tools)).isEqualTo(tools);
        assertThat(result(Revision.V2026_07_28, "tools/call", result)).isEqualTo(result);
    }

    @Test
    void aStructuredResultBecomesTextWhereThereIsNone() {
        String structured = ",'structuredContent':{'n':1}}";

        assertThat(result(Revision.V2025_06_18, "tools/call", "{'content':[]" + structured))
                .isEqualTo("{'content':[]" + structured);
        assertThat(result(Revision.V2025_03_26, "tools/call", "{'content':[]" + structured)
                        .replace("\\'", "'"))
                .isEqualTo("{'content':[{'type':'text','text':'{'n':1}'}]}");
        assertThat(result(Revision.V2025_03_26, "tools/call", "{'content':[{'type':'text','text':'one'}]" + structured))
                .isEqualTo("{'content':[{'type':'text','text':'one'}]}");
    }

    @Test
    void aLinkIsNamedWhereThereAreNone() {
        String link = "{'type':'resource_link','uri':'file:///a','name':'a','title':'An A','mimeType':'text/plain',"
                + "'icons':[],'annotations':{'audience':['user']}}";
        String named = "{'type':'text','text':'An A (text/plain) file:///a','annotations':{'audience':['user']}}";

        assertThat(result(Revision.V2025_03_26, "tools/call", "{'content':[" + link + "]}"))
                .isEqualTo("{'content':[" + named + "]}");
        assertThat(result(Revision.V2025_03_26, "prompts/get", "{'messages':[{'role':'user','content':" + link + "}]}"))
                .isEqualTo("{'messages':[{'role':'user','content':" + named + "}]}");
        assertThat(result(Revision.V2025_06_18, "tools/call", "{'content':[" + link + "]}"))
                .isEqualTo("{'content':[" + link.replace("'icons':[],", "") + "]}");
        assertThat(result(Revision.V2024_11_05, "tools/call", "{'content':[{'type':'audio','mimeType':'audio/wav'}]}"))
                .isEqualTo("{'content':[{'type':'text','text':'(audio/wav)'}]}");
    }

    @Test
    void partsLoseWhatOlderRevisionsDidNotHave() {
        String resource = "{'resources':[{'uri':'a:/','name':'a','title':'A','annotations':{'priority':1,"
                + "'lastModified':'2025-01-01T00:00:00Z'},'_meta':{}}]}";
        String prompt = "{'prompts':[{'name':'p','title':'P','arguments':[{'name':'x','title':'X','required':true}]}]}";
        String read = "{'contents':[{'uri':'a:/','text':'a','_meta':{}}],'_meta':{'kept':1}}";

        assertThat(result(Revision.V2025_03_26, "resources/list", resource))
                .isEqualTo("{'resources':[{'uri':'a:/','name':'a','annotations':{'priority':1}}]}");
        assertThat(result(Revision.V2025_03_26, "prompts/list", prompt))
                .isEqualTo("{'prompts':[{'name':'p','arguments':[{'name':'x','required':true}]}]}");
        assertThat(result(Revision.V2025_03_26, "resources/read", read))
                .isEqualTo("{'contents':[{'uri':'a:/','text':'a'}],'_meta':{'kept':1}}");
        assertThat(result(
                        Revision.V2025_03_26, "initialize", "{'serverInfo':{'name':'g','title':'G','websiteUrl':'w'}}"))
                .isEqualTo("{'serverInfo':{'name':'g'}}");
        assertThat(result(Revision.V2025_06_18, "resources/list", resource)).isEqualTo(resource);
        assertThat(result(Revision.V2025_06_18, "prompts/list", prompt)).isEqualTo(prompt);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "V2025_03_26; {'roots':{},'sampling':{}}",
                "V2025_06_18; {'roots':{},'sampling':{},'elicitation':{}}",
                "V2025_11_25; {'roots':{},'sampling':{'tools':{}},'elicitation':{'form':{},'url':{}}}",
            })
    void aClientCanDoWhatItsRevisionKnows(Revision revision, String known) {
        JsonSlice declared = json("{'roots':{},'sampling':{'tools':{}},'elicitation':{'form':{},'url':{}}}")
                .toSlice();

        assertThat(Wording.of(revision).capabilities(declared).json().replace('"', '\''))
                .isEqualTo(known);
    }

    @Test
    void aFormIsWrittenAsOlderClientsReadIt() {
        String form = "{'mode':'form','message':'m','requestedSchema':{'type':'object','properties':{"
                + "'c':{'type':'string','oneOf':[{'const':'r','title':'Red'},{'const':'g'}],'default':'r'},"
                + "'b':{'type':'boolean','default':true}}}}";

        assertThat(question(Revision.V2025_06_18, "elicitation/create", form))
                .contains("{'message':'m','requestedSchema':{'type':'object','properties':{"
                        + "'c':{'type':'string','enum':['r','g'],'enumNames':['Red','g']},"
                        + "'b':{'type':'boolean','default':true}}}}");
        assertThat(question(Revision.V2025_11_25, "elicitation/create", form)).contains(form);
    }

    @Test
    void whatOlderClientsCannotBeAskedHasNoWords() {
        String several = "{'message':'m','requestedSchema':{'type':'object','properties':{"
                + "'c':{'type':'array','items':{'type':'string','enum':['a']}}}}}";

        assertThat(question(Revision.V2025_06_18, "elicitation/create", several))
                .isEmpty();
        assertThat(question(Revision.V2025_06_18, "elicitation/create", "{'mode':'url','url':'u'}"))
                .isEmpty();
        assertThat(question(Revision.V2025_03_26, "elicitation/create", "{'message':'m'}"))
                .isEmpty();
        assertThat(question(Revision.V2025_06_18, "sampling/createMessage", "{'messages':[],'tools':[]}"))
                .isEmpty();
    }

    @Test
    void aMessageToAModelHasOneBlockEach() {
        String messages =
                "{'messages':[{'role':'user','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]},"
                        + "{'role':'assistant','content':{'type':'text','text':'c','_meta':{}}}]}";

        assertThat(question(Revision.V2025_03_26, "sampling/createMessage", messages))
                .contains("{'messages':[{'role':'user','content':{'type':'text','text':'a'}},"
                        + "{'role':'user','content':{'type':'text','text':'b'}},"
                        + "{'role':'assistant','content':{'type':'text','text':'c'}}]}");
        assertThat(question(Revision.V2025_11_25, "sampling/createMessage", messages))
                .contains(messages);
    }

    @ParameterizedTest
    @EnumSource(Known.class)
    void everyRowOfTheTableTellsRevisionsApart(Known known) {
        assertThat(Revision.values()).anyMatch(known::to).anyMatch(revision -> !known.to(revision));
    }
}
