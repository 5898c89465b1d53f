package dev.portolan.gateway.rulefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.policy.Keeping;
import dev.portolan.gateway.policy.Keeping.Level;
import dev.portolan.gateway.policy.Policy;
import dev.portolan.gateway.reload.BadFile;
import dev.portolan.gateway.reload.Faults;
import dev.portolan.gateway.reload.FileContent;
import dev.portolan.mcp.JsonSlice;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFormatTest {
    private static final String RULE = """
            version: 1
            rules:
              - id: %s
                who: %s
                what: %s
                effect: %s
            """;

    @Test
    void theExampleOfTheReferenceIsGood() {
        // given
        String text = """
                version: 1
                rules:
                  - id: support-reads-databases
                    who: { groups: [support] }
                    what:
                      connectors: [db]
                      tools: [query, "list_*"]
                      resources: ["db://*"]
                      prompts: ["*"]
                      readOnly: true
                    effect: allow
                  - id: nobody-sees-salaries
                    who: { anyone: true }
                    what: { connectors: [db], resources: ["db://hr/*"] }
                    effect: deny
                tests:
                  - { group: support, connector: db, tool: query, expect: allow }
                  - { group: support, connector: db, tool: query, readOnly: false, expect: deny }
                  - { group: support, connector: db, tool: execute, expect: deny }
                  - { group: support, connector: db, resource: "db://shop/public", expect: allow }
                  - { group: support, connector: db, resource: "db://hr/public", expect: deny }
                  - { group: support, connector: db, prompt: explore, expect: allow }
                  - { group: support, connector: github, tool: query, expect: deny }
                  - { groups: [audit], name: carol, connector: db, tool: query, expect: deny }
                """;

        // when
        Policy policy = read(text);

        // then
        assertThat(policy.digest()).isEqualTo(FileContent.of(text).digest()).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A b | {anyone: true} | {connectors: [db]} | allow | line 3: rules[0].id must be lower-case letters, "
                        + "digits, '.', '_' and '-', at most 64 of them",
                "a | {} | {connectors: [db]} | allow | line 4: rules[0].who asks nothing; write { anyone: true } if it "
                        + "is about every authenticated caller",
                "a | {anyone: false} | {connectors: [db]} | allow | line 4: rules[0].who.anyone can only be true; "
                        + "leave "
                        + "it out otherwise",
                "a | {anyone: true, groups: [x]} | {connectors: [db]} | allow | line 4: rules[0].who.anyone leaves "
                        + "nothing for the other keys to ask; keep one or the other",
                "a | {groups: []} | {connectors: [db]} | allow | line 4: rules[0].who.groups is an empty list, which "
                        + "could be read as all or as none; say which, or leave the key out",
                "a | {groups: support} | {connectors: [db]} | allow | line 4: rules[0].who.groups must be a list: "
                        + "[one, "
                        + "two], or one line with a dash for each",
                "a | {groups: [no]} | {connectors: [db]} | allow | line 4: rules[0].who.groups[0] must be text; put it "
                        + "in quotes if it is meant as text",
                "a | {groups: [x, x]} | {connectors: [db]} | allow | line 4: rules[0].who.groups[1] is there twice; "
                        + "keep one",
                "a | {clients: ['*']} | {connectors: [db]} | allow | line 4: rules[0].who.clients has no "
                        + "wildcards; list "
                        + "the values, or write who: { anyone: true } for every caller",
                "a | {group: [x]} | {connectors: [db]} | allow | line 4: rules[0].who.group is not a known key; known "
                        + "here: anyone, subjects, names, groups, clients",
                "a | everybody | {connectors: [db]} | allow | line 4: rules[0].who must be a mapping of keys to values",
                "a | {anyone: true} | {tools: [x]} | allow | line 5: rules[0].what lacks connectors; write connectors: "
                        + "[\"*\"] for all of them",
                "a | {anyone: true} | {connectors: [my_db]} | allow | line 5: rules[0].what.connectors has "
                        + "'my_db', which "
                        + "no connector can be called; ids are lower-case letters, digits and '-'",
                "a | {anyone: true} | {connectors: [db], readOnly: false} | allow | line 5: rules[0].what.readOnly can "
                        + "only be true; leave it out otherwise",
                "a | {anyone: true} | {connectors: [db], prompts: [x], readOnly: true} | allow | line 5: "
                        + "rules[0].what.readOnly is about tools, but the rule is about none; leave it out, or "
                        + "add tools",
                "a | {anyone: true} | {connectors: [db], resources: ['db://a/../b']} | allow | line 5: "
                        + "rules[0].what.resources has 'db://a/../b'; write it without dot segments, backslashes and "
                        + "broken escapes",
                "a | {anyone: true} | {connectors: [db], templates: [x]} | allow | line 5: "
                        + "rules[0].what.templates is not "
                        + "a known key; known here: connectors, tools, resources, prompts, readOnly",
                "a | {anyone: true} | {connectors: [db]} | permit | line 6: rules[0].effect must be allow or deny, not "
                        + "'permit'",
                "a | {anyone: true} | {connectors: [db]} | true | line 6: rules[0].effect must be text; put it in "
                        + "quotes "
                        + "if it is meant as text",
            })
    void aFaultInARuleIsToldWithItsLineAndHowToMendIt(String id, String who, String what, String effect, String fault) {
        assertFaults(RULE.formatted(id, who, what, effect), fault);
    }

    @Test
    void faultsOfTheFileAsAWholeAreTold() {
        assertFaults(
                "rule: []\n",
                "line 1: rule is not a known key; known here: version, rules, audit, tests",
                "line 1: the file lacks version; write version: 1",
                "line 1: the file lacks rules; list at least one rule; without a rule nobody may do anything");
        assertFaults(
                "version: 2\nrules: []\n",
                "line 1: version must be a whole number from 1 to 1",
                "line 2: rules is an empty list, which could be read as all or as none; say which, or leave the "
                        + "key out");
    }

    @Test
    void whatIsKeptIsSaidForEachFeature() {
        String rule = RULE.formatted("a", "{anyone: true}", "{connectors: [db]}", "allow");
        Policy policy = read(rule + """
                audit:
                  - { what: { connectors: [db], tools: [query] }, arguments: encrypted, results: redacted }
                  - { what: { connectors: ["*"] }, results: encrypted }
                """);

        assertThat(policy.keeping(tool("query"))).isEqualTo(new Keeping(Level.ENCRYPTED, Level.REDACTED));
        assertThat(policy.keeping(tool("list"))).isEqualTo(new Keeping(Level.REDACTED, Level.ENCRYPTED));
    }

    private static Feature tool(String name) {
        return new Feature("db", FeatureKind.TOOL, name, name, Feature.Hints.READING, JsonSlice.EMPTY_OBJECT);
    }

    @Test
    void faultsOfWhatIsKeptAreTold() {
        String rule = RULE.formatted("a", "{anyone: true}", "{connectors: [db]}", "allow");
        assertFaults(
                rule + "audit:\n  - { what: { connectors: [db] } }\n  - { arguments: all, who: { anyone: true } }\n",
                "line 8: audit[0] says nothing; write arguments: or results: with digest, redacted or encrypted",
                "line 9: audit[1].who is not a known key; known here: what, arguments, results",
                "line 9: audit[1] lacks what; say what it is about; what: { connectors: [\"*\"] } is everything",
                "line 9: audit[1].arguments must be digest, redacted or encrypted, not 'all'");
    }

    @Test
    void anEmptyRuleLacksEverything() {
        assertFaults(
                "version: 1\nrules:\n  - {}\n",
                "line 3: rules[0] lacks id; name the rule, so that decisions can name it",
                "line 3: rules[0] lacks who; say whom it is about; who: { anyone: true } is every authenticated caller",
                "line 3: rules[0] lacks what; say what it is about; what: { connectors: [\"*\"] } is everything",
                "line 3: rules[0] lacks effect; write effect: allow or effect: deny");
    }

    @Test
    void twoRulesOfOneIdAreRefused() {
        String rule = "  - {id: a, who: {anyone: true}, what: {connectors: [db]}, effect: allow}\n";
        assertFaults(
                "version: 1\nrules:\n" + rule + rule, "line 4: rules[1].id is the id of another rule: 'a'; rename one");
    }

    @Test
    void aKeyThatIsThereTwiceIsRefused() {
        assertFaults(
                RULE.formatted("a", "{anyone: true}", "{connectors: [db]}", "deny\n    effect: allow"),
                "line 7: rules[0].effect is there twice; keep one");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertFaults(
                "version: 1\nrules:\n  - id: a\n    who: {}\n    what: {connectors: []}\n    effect: no\n  - b\n",
                "line 4: rules[0].who asks nothing; write { anyone: true } if it is about every authenticated caller",
                "line 5: rules[0].what.connectors is an empty list, which could be read as all or as none; say which, "
                        + "or leave the key out",
                "line 6: rules[0].effect must be text; put it in quotes if it is meant as text",
                "line 7: rules[1] must be a mapping of keys to values");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{connector: db, tool: x, expect: allow} | fails: the policy says deny (no rule matches); mend "
                        + "the rule "
                        + "or the test",
                "{group: eng, connector: db, tool: x, expect: deny} | fails: the policy says allow (rule a); mend the "
                        + "rule or the test",
                "{group: eng, connector: db, expect: deny} | must ask about one tool, one resource or one prompt",
                "{connector: db, tool: x, prompt: y, expect: deny} | must ask about one tool, one resource or one "
                        + "prompt",
                "{connector: db, prompt: y, readOnly: true, expect: deny} | .readOnly is about tools; leave it "
                        + "out here",
                "{tool: x, expect: deny} | lacks connector; say of which connector the feature is",
                "{connector: db, tool: x} | lacks expect; write expect: allow or expect: deny",
                "{connector: db, tool: x, expect: yes-please} | .expect must be allow or deny, not 'yes-please'",
            })
    void aTestThatFailsOrIsFaultyMakesTheFileBad(String test, String fault) {
        String rule = RULE.formatted("a", "{groups: [eng]}", "{connectors: [db]}", "allow");
        String space = fault.startsWith(".") ? "" : " ";
        assertFaults(rule + "tests:\n  - " + test + "\n", "line 8: tests[0]" + space + fault);
    }

    @Test
    void aTestSeesWhoeverItDescribes() {
        // given
        String rule = RULE.formatted(
                "a", "{subjects: [s], names: [n], groups: [g, h], clients: [c]}", "{connectors: [db]}", "allow");
        String test = "{subject: s, name: n, group: h, client: c, connector: db, tool: x, expect: allow}";

        // when, then
        assertThat(read(rule + "tests:\n  - " + test + "\n")).isNotNull();
    }

    private static Policy read(String text) {
        Faults faults = new Faults(Path.of("policy.yaml"));
        return new PolicyFormat().read(FileContent.of(text), faults);
    }

    private static void assertFaults(String text, String... faults) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(BadFile.class, bad -> assertThat(
                        bad.faults().stream().map(Object::toString))
                .containsExactlyInAnyOrderElementsOf(List.of(faults)));
    }
}
