package dev.portolan.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.catalog.Catalog;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.pattern.NamePattern;
import dev.portolan.gateway.pattern.UriPattern;
import dev.portolan.gateway.pattern.UriSpelling;
import dev.portolan.mcp.JsonSlice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every policy, caller and feature, tried on generated ones. The seed is the name of the case, so that
 * a failure can be had again.
 */
class PolicyPropertiesTest {
    private static final List<String> CONNECTORS = List.of("db", "github", "files");
    private static final List<String> NAMES = List.of("query", "list_tables", "list_issues", "drop", "q");
    private static final List<String> PATTERNS = List.of("*", "list_*", "query", "q*", "*s", "nothing");
    private static final List<String> PATHS = List.of("a", "a/b", "hr/x", "HR/x", "a/../hr/x", "%68r/x");
    private static final List<String> URI_PATTERNS = List.of("*", "db://*", "*://hr/*", "github://a*", "files://hr/x");
    private static final Catalog CATALOG = Requests.catalog(features());
    private static final Catalog EMPTY = Requests.catalog(List.of());

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsAllowedSomeRuleAllowsAndNoRuleDenies(long seed) {
        Random random = new Random(seed);
        List<Rule> rules = rules(random);
        Policy policy = new Rules(rules, List.of(), "digest");
        for (Caller caller : callers(random)) {
            for (Feature feature : Requests.everything(CATALOG)) {
                // when
                Decision decision = policy.onFeature(caller, feature);

                // then
                List<String> denying = matching(rules, Effect.DENY, caller, feature);
                List<String> allowing = matching(rules, Effect.ALLOW, caller, feature);
                Decision expected = !denying.isEmpty()
                        ? new Decision.Deny(denying.get(0))
                        : !allowing.isEmpty() ? new Decision.Allow(allowing.get(0)) : Decision.BY_DEFAULT;
                assertThat(decision).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void orderDoesNotMatter(long seed) {
        Random random = new Random(seed);
        List<Rule> rules = rules(random);
        List<Rule> shuffled = new ArrayList<>(rules);
        Collections.shuffle(shuffled, random);
        PolicyGate gate = new PolicyGate(() -> new Rules(rules, List.of(), "digest"));
        PolicyGate other = new PolicyGate(() -> new Rules(shuffled, List.of(), "digest"));
        for (Caller caller : callers(random)) {
            for (Feature feature : Requests.everything(CATALOG)) {
                assertThat(other.maySee(caller, feature)).isEqualTo(gate.maySee(caller, feature));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void oneMoreDenialNeverShowsMore(long seed) {
        Random random = new Random(seed);
        List<Rule> rules = rules(random);
        List<Rule> more = new ArrayList<>(rules);
        more.add(rule(random, "one-more", Effect.DENY));
        PolicyGate gate = new PolicyGate(() -> new Rules(rules, List.of(), "digest"));
        PolicyGate stricter = new PolicyGate(() -> new Rules(more, List.of(), "digest"));
        for (Caller caller : callers(random)) {
            for (Feature feature : Requests.everything(CATALOG)) {
                assertThat(stricter.maySee(caller, feature) && !gate.maySee(caller, feature))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsNotShownIsRefusedLikeWhatDoesNotExistAndWhatIsShownIsNot(long seed) {
        Random random = new Random(seed);
        PolicyGate gate = new PolicyGate(() -> new Rules(rules(new Random(seed)), List.of(), "digest"));
        for (Caller caller : callers(random)) {
            for (Feature feature : Requests.everything(CATALOG)) {
                Call call = Requests.call(caller, feature.kind(), feature.publicName());

                // when
                Optional<CallRefused> refused = refusal(() -> gate.permit(CATALOG.route(call)));

                // then
                if (gate.maySee(caller, feature)) {
                    assertThat(refused.map(CallRefused::refusal)).isNotEqualTo(Optional.of(Refusal.UNKNOWN_FEATURE));
                } else {
                    CallRefused absent = refusal(() -> EMPTY.route(call)).orElseThrow();
                    assertThat(refused).hasValueSatisfying(hidden -> assertSameAnswer(hidden, absent));
                }
            }
        }
    }

    private static void assertSameAnswer(CallRefused hidden, CallRefused absent) {
        assertThat(hidden.refusal()).isEqualTo(absent.refusal());
        assertThat(hidden.text()).isEqualTo(absent.text());
        assertThat(hidden.code()).isEqualTo(absent.code());
        assertThat(hidden.httpStatus()).isEqualTo(absent.httpStatus());
        assertThat(String.valueOf(hidden.data())).isEqualTo(String.valueOf(absent.data()));
    }

    private static Optional<CallRefused> refusal(Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (CallRefused refused) {
            return Optional.of(refused);
        }
    }

    private static List<String> matching(List<Rule> rules, Effect effect, Caller caller, Feature feature) {
        UriSpelling uri = UriSpelling.of(feature.upstreamName());
        return rules.stream()
                .filter(rule -> rule.effect() == effect)
                .filter(rule -> rule.who().covers(caller) && rule.what().covers(feature, uri, effect))
                .map(Rule::id)
                .toList();
    }

    private static List<Rule> rules(Random random) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> rule(random, "r" + i, random.nextInt(3) == 0 ? Effect.DENY : Effect.ALLOW))
                .toList();
    }

    private static Rule rule(Random random, String id, Effect effect) {
        Who who = random.nextInt(3) == 0
                ? new Who(true, Set.of(), Set.of(), Set.of(), Set.of())
                : new Who(false, Set.of(), Set.of(), Set.of("g" + random.nextInt(3)), some(random, Set.of("c0")));
        What what = new What(
                List.of(new NamePattern(pick(random, List.of("*", "db", "github", "f*")))),
                patterns(random),
                random.nextBoolean()
                        ? List.of()
                        : List.of(UriPattern.of(pick(random, URI_PATTERNS)).orElseThrow()),
                patterns(random),
                random.nextInt(3) == 0);
        return new Rule(id, who, what, effect);
    }

    private static List<NamePattern> patterns(Random random) {
        return random.nextBoolean() ? List.of() : List.of(new NamePattern(pick(random, PATTERNS)));
    }

    private static List<Caller> callers(Random random) {
        return IntStream.range(0, 4)
                .mapToObj(i -> {
                    Set<String> groups = new HashSet<>(some(random, Set.of("g0")));
                    groups.addAll(some(random, Set.of("g1", "g2")));
                    return new Caller("s" + i, "n" + i, "issuer", "c" + i % 2, groups, false, Instant.MAX);
                })
                .toList();
    }

    private static List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        for (String connector : CONNECTORS) {
            for (String name : NAMES) {
                features.add(feature(connector, FeatureKind.TOOL, name));
                features.add(feature(connector, FeatureKind.PROMPT, name));
            }
            for (String path : PATHS) {
                features.add(feature(connector, FeatureKind.RESOURCE, connector + "://" + path));
            }
            features.add(feature(connector, FeatureKind.TEMPLATE, connector + "://{source}"));
            features.add(feature(connector, FeatureKind.TEMPLATE, "other://hr/{name}"));
        }
        return features;
    }

    private static Feature feature(String connector, FeatureKind kind, String name) {
        Feature.Hints hints = name.length() % 2 == 0 ? Feature.Hints.READING : Feature.Hints.UNSTATED;
        return new Feature(connector, kind, name, name, hints, JsonSlice.EMPTY_OBJECT);
    }

    private static Set<String> some(Random random, Set<String> all) {
        return random.nextBoolean() ? all : Set.of();
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
