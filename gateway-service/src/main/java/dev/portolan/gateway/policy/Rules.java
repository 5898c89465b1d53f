package dev.portolan.gateway.policy;

import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.pattern.UriSpelling;
import java.util.List;

/**
 * A policy made of rules: what some rule denies is denied, whatever the order; else what some rule allows is allowed;
 * all else is denied. The rule named is the first in order that has the effect.
 */
public final class Rules implements Policy {
    private final List<Rule> rules;
    private final List<KeepingRule> keeping;
    private final String digest;

    /**
     * @param keeping the first that covers a feature says how much is kept of its calls
     * @param digest SHA-256 of the text the rules come from, 64 lower-case hex digits
     */
    public Rules(List<Rule> rules, List<KeepingRule> keeping, String digest) {
        this.rules = List.copyOf(rules);
        this.keeping = List.copyOf(keeping);
        this.digest = digest;
    }

    @Override
    public Decision onFeature(Caller caller, Feature feature) {
        UriSpelling uri = UriSpelling.of(feature.upstreamName());
        Decision decision = Decision.BY_DEFAULT;
        for (Rule rule : rules) {
            if (!rule.who().covers(caller) || !rule.what().covers(feature, uri, rule.effect())) {
                continue;
            }
            if (rule.effect() == Effect.DENY) {
                return new Decision.Deny(rule.id());
            }
            if (!(decision instanceof Decision.Allow)) {
                decision = new Decision.Allow(rule.id());
            }
        }
        return decision;
    }

    /** Whatever its rule says, of what may destroy something the default is kept. */
    @Override
    public Keeping keeping(Feature feature) {
        UriSpelling uri = UriSpelling.of(feature.upstreamName());
        Keeping found = keeping.stream()
                .filter(rule -> rule.what().covers(feature, uri, Effect.DENY))
                .findFirst()
                .map(KeepingRule::keeping)
                .orElse(Keeping.BY_DEFAULT);
        return feature.hints().mayDestroy() ? found.raised() : found;
    }

    @Override
    public String digest() {
        return digest;
    }
}
