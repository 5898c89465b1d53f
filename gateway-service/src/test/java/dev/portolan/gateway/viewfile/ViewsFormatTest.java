package dev.portolan.gateway.viewfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.reload.BadFile;
import dev.portolan.gateway.reload.Faults;
import dev.portolan.gateway.reload.FileContent;
import dev.portolan.gateway.view.Choice;
import dev.portolan.gateway.view.Shown;
import dev.portolan.gateway.view.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewsFormatTest {
    private static List<View> read(String text) {
        Faults faults = new Faults(Path.of("views.yaml"));
        List<View> views = new ViewsFormat().read(FileContent.of(text), faults);
        faults.throwIfAny();
        return views;
    }

    private static void assertFault(String text, String fault) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(BadFile.class, bad -> assertThat(bad.faults())
                .extracting(Object::toString)
                .contains(fault));
    }

    private static String tool(String more) {
        return "views:\n  v:\n    tools:\n      - { connector: db, tool: query, " + more + " }";
    }

    @Test
    void whatTheFileSaysIsRead() {
        // when
        List<View> views = read("""
                views:
                  orders:
                    title: Orders
                    description: What support may know.
                    tools:
                      - connector: db
                        tool: query
                        as: query_orders
                        title: Ask
                        description: Asks the orders.
                        pin: { source: shop, limits: [1, 2.5, null], deep: { on-time: true, "no": "no" } }
                      - { connector: db, tool: "list_*" }
                    prompts:
                      - { connector: db, prompt: explore }
                    resources:
                      - { connector: db, resource: "db://shop/*" }
                  all: { tools: [{ connector: github, tool: "*" }] }
                """);

        // then
        assertThat(views).extracting(View::id).containsExactly("all", "orders");
        View orders = views.get(1);
        assertThat(orders.title()).isEqualTo("Orders");
        assertThat(orders.description()).isEqualTo("What support may know.");
        assertThat(orders.connectors()).containsExactly("db");
        assertThat(orders.choices())
                .extracting(Choice::kind, Choice::connector, Choice::text)
                .containsExactly(
                        tuple(FeatureKind.TOOL, "db", "query"),
                        tuple(FeatureKind.TOOL, "db", "list_*"),
                        tuple(FeatureKind.PROMPT, "db", "explore"),
                        tuple(FeatureKind.RESOURCE, "db", "db://shop/*"));
        Shown shown = orders.choices().get(0).shown();
        assertThat(shown.name()).isEqualTo("query_orders");
        assertThat(shown.title()).isEqualTo("Ask");
        assertThat(shown.description()).isEqualTo("Asks the orders.");
        assertThat(shown.pins().toSlice().json())
                .isEqualTo("{\"source\":\"shop\",\"limits\":[1,2.5,null],\"deep\":{\"on-time\":true,\"no\":\"no\"}}");
    }

    @Test
    void thereMayBeNone() {
        assertThat(read("views: {}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"make-a-view.md", "../reference/views.md"})
    void theExamplesOfTheDocumentsAreGood(String page) throws IOException {
        String text = Files.readString(Path.of("..", "docs", "how-to").resolve(page));
        Matcher example =
                Pattern.compile("```yaml\n(views:.*?)```", Pattern.DOTALL).matcher(text);

        assertThat(example.find()).isTrue();
        do {
            assertThat(read(example.group(1))).isNotEmpty();
        } while (example.find());
    }

    @Test
    void theExampleInTheFileOfTheLocalSuiteIsGood() throws IOException {
        String file = Files.readString(Path.of("..", "deploy", "local", "src", "main", "resources", "views.yaml"));
        String example = file.substring(file.indexOf("# views:"), file.lastIndexOf("views: {}"))
                .replaceAll("(?m)^# ", "");

        assertThat(read(file)).isEmpty();
        assertThat(read(example)).extracting(View::id).containsExactly("shop");
    }

    @Test
    void oneToolMayBeOfferedSeveralTimesUnderSeveralNames() {
        assertThat(read("""
                views:
                  v:
                    tools:
                      - { connector: db, tool: query, as: one, pin: { source: a } }
                      - { connector: db, tool: query, as: two, pin: { source: b } }
                      - { connector: db, tool: query }
                    prompts:
                      - { connector: db, prompt: query, as: one }
                """)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "as: 'a b' | line 4: views.v.tools[0].as must be letters, digits, '_' and '-', at most 64 of them",
                "as: 7 | line 4: views.v.tools[0].as must be text; put it in quotes if it is meant as text",
                "pin: {} | line 4: views.v.tools[0].pin sets nothing; write arguments and their values, or leave it out",
                "pin: { a: yes } | line 4: views.v.tools[0].pin.a must be written as in JSON; put it in quotes if it is "
                        + "meant as text",
                "pin: { a: 0x1F } | line 4: views.v.tools[0].pin.a must be written as in JSON; put it in quotes if it is "
                        + "meant as text",
                "pin: { a: 2026-01-01 } | line 4: views.v.tools[0].pin.a must be written as in JSON; put it in quotes if "
                        + "it is meant as text",
                "pin: { a: 1_000 } | line 4: views.v.tools[0].pin.a must be written as in JSON; put it in quotes if it is "
                        + "meant as text",
                "pin: { a: { b: ~ } } | line 4: views.v.tools[0].pin.a.'b' must be written as in JSON; put it in quotes "
                        + "if it is meant as text",
                "pin: { a: { b: 1, b: 2 } } | line 4: views.v.tools[0].pin.a.'b' is there twice; keep one",
                "pins: { a: 1 } | line 4: views.v.tools[0].pins is not a known key; known here: connector, tool, as, "
                        + "title, description, pin",
            })
    void aFaultIsToldWithItsLineAndHowToMendIt(String more, String fault) {
        assertFault(tool(more), fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V: { tools: [{ connector: a, tool: b }] } | line 2: views.V cannot be the name of a view; begin with a "
                        + "lower-case letter, then at most 20 lower-case letters, digits and '-'",
                "v: {} | line 2: views.v offers nothing; list tools, prompts or resources",
                "v: { tools: [] } | line 2: views.v.tools is an empty list, which could be read as all or as none; say "
                        + "which, or leave the key out",
                "v: { tools: [{ tool: b }] } | line 2: views.v.tools[0] lacks connector; say which connector has the tool",
                "v: { tools: [{ connector: a }] } | line 2: views.v.tools[0] lacks tool; write the connector's own name "
                        + "for it, or a pattern with '*'",
                "v: { tools: [{ connector: 'a*', tool: b }] } | line 2: views.v.tools[0].connector is 'a*', which no "
                        + "connector can be called; write the id of one, without wildcards",
                "v: { tools: [{ connector: a, tool: 'b*', as: c }] } | line 2: views.v.tools[0].as can be said of one tool "
                        + "only, and 'b*' is a pattern; name the tool",
                "v: { prompts: [{ connector: a, prompt: 'b*', title: c }] } | line 2: views.v.prompts[0].title can be "
                        + "said of one prompt only, and 'b*' is a pattern; name the prompt",
                "v: { prompts: [{ connector: a, prompt: b, pin: { x: 1 } }] } | line 2: views.v.prompts[0].pin is not a "
                        + "known key; known here: connector, prompt, as, title, description",
                "v: { resources: [{ connector: a, resource: 'x://y', as: c }] } | line 2: views.v.resources[0].as is not "
                        + "a known key; known here: connector, resource, title, description",
                "v: { resources: [{ connector: a, resource: 'x://y/../z' }] } | line 2: views.v.resources[0].resource "
                        + "must be written without dot segments, backslashes and broken escapes",
            })
    void aViewThatIsNoneIsRefused(String view, String fault) {
        assertFault("views:\n  " + view, fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ connector: a, tool: x, as: same } | { connector: b, tool: y, as: same }      | same",
                "{ connector: a, tool: x }           | { connector: b, tool: y, as: a_x }       | a_x",
                "{ connector: a, tool: x }           | { connector: a, tool: x, pin: { p: 1 } } | a_x",
                "{ connector: a, tool: x.y }         | { connector: a, tool: x_y }              | a_x_y",
            })
    void twoToolsOfOneNameAreRefused(String one, String two, String name) {
        assertFault(
                "views:\n  v:\n    tools:\n      - " + one + "\n      - " + two,
                "line 5: views.v.tools[1] would be offered as '" + name
                        + "', and so is an entry before it; give one of them another name with as");
    }

    @Test
    void twoViewsMayUseOneName() {
        assertThat(read("views: { a: { tools: [{ connector: c, tool: t, as: x }] },"
                        + " b: { tools: [{ connector: c, tool: u, as: x }] } }"))
                .hasSize(2);
    }
}
