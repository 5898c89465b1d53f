package dev.portolan.gateway.rulefile;

import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.policy.Decision;
import dev.portolan.gateway.policy.Effect;
import dev.portolan.gateway.policy.Policy;
import dev.portolan.gateway.reload.YamlMapping;
import dev.portolan.mcp.JsonObject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One of the policy's own tests: a caller, a feature and what the policy must say. A tool of which it is not said
 * whether it is read-only is expected to be allowed if either kind is, and to be denied if both are.
 */
record PolicyExample(YamlMapping at, Caller caller, List<Feature> variants, Effect expect) {
    private static final List<String> KINDS = List.of("tool", "resource", "prompt");

    /** Empty where there was a fault, which then is among the faults of the file. */
    static Optional<PolicyExample> read(YamlMapping test) {
        test.only(
                        "subject",
                        "name",
                        "group",
                        "groups",
                        "client",
                        "connector",
                        "tool",
                        "resource",
                        "prompt",
                        "readOnly",
                        "expect")
                .require("connector", "say of which connector the feature is")
                .require("expect", "write expect: allow or expect: deny");
        List<String> kinds = KINDS.stream().filter(test::has).toList();
        if (kinds.size() != 1) {
            test.fault("must ask about one tool, one resource or one prompt");
            return Optional.empty();
        }
        Optional<Boolean> readOnly = test.flag("readOnly");
        if (test.has("readOnly") && !test.has("tool")) {
            test.fault("readOnly", "is about tools; leave it out here");
        }
        Caller caller = caller(test);
        Optional<String> connector = test.text("connector");
        Optional<String> name = test.text(kinds.get(0));
        Optional<Effect> expect = RuleFormat.effect(test, "expect");
        if (connector.isEmpty() || name.isEmpty() || expect.isEmpty()) {
            return Optional.empty();
        }
        FeatureKind kind = FeatureKind.valueOf(kinds.get(0).toUpperCase(java.util.Locale.ROOT));
        List<Feature> variants = readOnly.map(List::of).orElse(List.of(true, false)).stream()
                .map(reads -> feature(connector.get(), kind, name.get(), reads))
                .toList();
        return Optional.of(new PolicyExample(test, caller, variants, expect.get()));
    }

    private static Caller caller(YamlMapping test) {
        Set<String> groups = new HashSet<>(test.texts("groups"));
        test.text("group").ifPresent(groups::add);
        return new Caller(
                test.text("subject").orElse(""),
                test.text("name").orElse(""),
                "",
                test.text("client").orElse(""),
                groups,
                false,
                Instant.MAX);
    }

    private static Feature feature(String connector, FeatureKind kind, String name, boolean readOnly) {
        Feature.Hints hints = readOnly ? Feature.Hints.READING : Feature.Hints.UNSTATED;
        return new Feature(
                connector, kind, name, name, hints, JsonObject.empty().toSlice());
    }

    /** Adds a fault if the policy says something else. */
    void tryOn(Policy policy) {
        List<Decision> decisions =
                variants.stream().map(v -> policy.onFeature(caller, v)).toList();
        Decision decision = decisions.stream()
                .filter(Decision.Allow.class::isInstance)
                .findFirst()
                .orElse(decisions.get(0));
        Effect said = decision instanceof Decision.Allow ? Effect.ALLOW : Effect.DENY;
        if (said != expect) {
            String by = decision.rule().isEmpty() ? "no rule matches" : "rule " + decision.rule();
            at.fault("fails: the policy says " + (said == Effect.ALLOW ? "allow" : "deny") + " (" + by
                    + "); mend the rule or the test");
        }
    }
}
