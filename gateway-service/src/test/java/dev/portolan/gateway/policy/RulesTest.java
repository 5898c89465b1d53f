package dev.portolan.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.pattern.NamePattern;
import dev.portolan.gateway.pattern.UriPattern;
import dev.portolan.mcp.JsonSlice;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final Who ANYONE = new Who(true, Set.of(), Set.of(), Set.of(), Set.of());
    private static final What EVERYTHING = what(List.of("*"), List.of(), List.of(), List.of(), false);
    private static final Caller BOB =
            new Caller("s-bob", "bob", "issuer", "cli", Set.of("support", "night"), false, Instant.MAX);
    private static final Feature QUERY = tool("db", "query", true);

    @Test
    void whatNoRuleMatchesIsDenied() {
        assertThat(decide(BOB, QUERY)).isEqualTo(Decision.BY_DEFAULT);
    }

    @Test
    void theFirstRuleThatAllowsIsNamed() {
        assertThat(decide(BOB, QUERY, allow("one"), allow("two"))).isEqualTo(new Decision.Allow("one"));
    }

    @Test
    void denyWinsWhateverTheOrder() {
        assertThat(decide(BOB, QUERY, deny("no"), allow("yes"))).isEqualTo(new Decision.Deny("no"));
        assertThat(decide(BOB, QUERY, allow("yes"), deny("no"))).isEqualTo(new Decision.Deny("no"));
    }

    @Test
    void theFirstRuleThatCoversAFeatureSaysHowMuchIsKept() {
        Keeping all = new Keeping(Keeping.Level.ENCRYPTED, Keeping.Level.REDACTED);
        Keeping none = new Keeping(Keeping.Level.DIGEST, Keeping.Level.DIGEST);
        Rules rules = new Rules(
                List.of(),
                List.of(
                        new KeepingRule(what(List.of("db"), List.of("query"), List.of(), List.of(), false), all),
                        new KeepingRule(what(List.of("db"), List.of(), List.of(), List.of(), false), none)),
                "digest");

        assertThat(rules.keeping(QUERY)).isEqualTo(all);
        assertThat(rules.keeping(tool("db", "list", true))).isEqualTo(none);
        assertThat(rules.keeping(tool("db", "drop", false))).isEqualTo(Keeping.BY_DEFAULT);
        assertThat(rules.keeping(tool("github", "query", true))).isEqualTo(Keeping.BY_DEFAULT);
    }

    @Test
    void whoIsAskedByExactValues() {
        assertThat(covers(who(Set.of("s-bob"), Set.of(), Set.of(), Set.of()))).isTrue();
        assertThat(covers(who(Set.of(), Set.of("bob"), Set.of(), Set.of()))).isTrue();
        assertThat(covers(who(Set.of(), Set.of(), Set.of("day", "night"), Set.of())))
                .isTrue();
        assertThat(covers(who(Set.of(), Set.of(), Set.of(), Set.of("cli")))).isTrue();
        assertThat(covers(who(Set.of("bob"), Set.of(), Set.of(), Set.of()))).isFalse();
        assertThat(covers(who(Set.of(), Set.of("BOB"), Set.of(), Set.of()))).isFalse();
        assertThat(covers(who(Set.of(), Set.of(), Set.of("sup"), Set.of()))).isFalse();
        assertThat(covers(who(Set.of(), Set.of(), Set.of(), Set.of("ide")))).isFalse();
    }

    @Test
    void severalKeysMustAllHold() {
        assertThat(covers(who(Set.of(), Set.of("bob"), Set.of("support"), Set.of("cli"))))
                .isTrue();
        assertThat(covers(who(Set.of(), Set.of("bob"), Set.of("support"), Set.of("ide"))))
                .isFalse();
    }

    @Test
    void aRuleIsAboutAnyoneOrAboutSomeone() {
        assertThatThrownBy(() -> who(Set.of(), Set.of(), Set.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Who(true, Set.of("s"), Set.of(), Set.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutKindsARuleIsAboutAllFeaturesOfItsConnectors() {
        // given
        What db = what(List.of("db"), List.of(), List.of(), List.of(), false);

        // when, then
        assertThat(covers(db, QUERY)).isTrue();
        assertThat(covers(db, feature("db", FeatureKind.PROMPT, "explore"))).isTrue();
        assertThat(covers(db, feature("db", FeatureKind.RESOURCE, "db://shop/../x")))
                .isTrue();
        assertThat(covers(db, feature("db", FeatureKind.TEMPLATE, "db://{source}")))
                .isTrue();
        assertThat(covers(db, tool("db2", "query", true))).isFalse();
    }

    @Test
    void withKindsARuleIsAboutThoseOnly() {
        // given
        What tools = what(List.of("d*"), List.of("query", "list_*"), List.of(), List.of(), false);
        What resources = what(List.of("db"), List.of(), List.of("db://shop/*"), List.of(), false);
        What prompts = what(List.of("db"), List.of(), List.of(), List.of("e*"), false);

        // when, then
        assertThat(covers(tools, QUERY)).isTrue();
        assertThat(covers(tools, tool("db", "execute", true))).isFalse();
        assertThat(covers(tools, feature("db", FeatureKind.PROMPT, "query"))).isFalse();
        assertThat(covers(resources, feature("db", FeatureKind.RESOURCE, "db://shop/a")))
                .isTrue();
        assertThat(covers(resources, feature("db", FeatureKind.TEMPLATE, "db://shop/{table}")))
                .isTrue();
        assertThat(covers(resources, feature("db", FeatureKind.RESOURCE, "db://hr/a")))
                .isFalse();
        assertThat(covers(resources, QUERY)).isFalse();
        assertThat(covers(prompts, feature("db", FeatureKind.PROMPT, "explore")))
                .isTrue();
        assertThat(covers(prompts, feature("db", FeatureKind.TEMPLATE, "explore")))
                .isFalse();
    }

    @Test
    void readOnlyLeavesOutToolsThatDoNotSayTheyAre() {
        // given
        What reading = what(List.of("db"), List.of(), List.of(), List.of(), true);

        // when, then
        assertThat(covers(reading, QUERY)).isTrue();
        assertThat(covers(reading, tool("db", "query", false))).isFalse();
        assertThat(covers(reading, feature("db", FeatureKind.PROMPT, "explore")))
                .isTrue();
    }

    @Test
    void aDenialOfAResourceHoldsForOtherSpellingsOfIt() {
        // given
        Rule all = allow("all");
        Rule notHr = new Rule(
                "not-hr", ANYONE, what(List.of("db"), List.of(), List.of("db://hr/*"), List.of(), false), Effect.DENY);

        // when, then
        assertThat(decide(BOB, feature("db", FeatureKind.RESOURCE, "db://shop/x"), all, notHr))
                .isEqualTo(new Decision.Allow("all"));
        assertThat(decide(BOB, feature("db", FeatureKind.RESOURCE, "db://%68r/x"), all, notHr))
                .isEqualTo(new Decision.Deny("not-hr"));
        assertThat(decide(BOB, feature("db", FeatureKind.RESOURCE, "db://shop/../hr/x"), all, notHr))
                .isEqualTo(new Decision.Deny("not-hr"));
    }

    private static boolean covers(Who who) {
        return decide(BOB, QUERY, new Rule("r", who, EVERYTHING, Effect.ALLOW)) instanceof Decision.Allow;
    }

    private static boolean covers(What what, Feature feature) {
        return decide(BOB, feature, new Rule("r", ANYONE, what, Effect.ALLOW)) instanceof Decision.Allow;
    }

    private static Decision decide(Caller caller, Feature feature, Rule... rules) {
        return new Rules(List.of(rules), List.of(), "digest").onFeature(caller, feature);
    }

    private static Rule allow(String id) {
        return new Rule(id, ANYONE, EVERYTHING, Effect.ALLOW);
    }

    private static Rule deny(String id) {
        return new Rule(id, ANYONE, EVERYTHING, Effect.DENY);
    }

    private static Who who(Set<String> subjects, Set<String> names, Set<String> groups, Set<String> clients) {
        return new Who(false, subjects, names, groups, clients);
    }

    private static What what(
            List<String> connectors, List<String> tools, List<String> uris, List<String> prompts, boolean readOnly) {
        return new What(
                connectors.stream().map(NamePattern::new).toList(),
                tools.stream().map(NamePattern::new).toList(),
                uris.stream().map(uri -> UriPattern.of(uri).orElseThrow()).toList(),
                prompts.stream().map(NamePattern::new).toList(),
                readOnly);
    }

    private static Feature tool(String connector, String name, boolean readOnly) {
        Feature.Hints hints = readOnly ? Feature.Hints.READING : Feature.Hints.UNSTATED;
        return new Feature(connector, FeatureKind.TOOL, name, name, hints, JsonSlice.EMPTY_OBJECT);
    }

    private static Feature feature(String connector, FeatureKind kind, String name) {
        return new Feature(connector, kind, name, name, Feature.Hints.READING, JsonSlice.EMPTY_OBJECT);
    }
}
