package dev.portolan.gateway.policy;

import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.pattern.NamePattern;
import dev.portolan.gateway.pattern.UriPattern;
import dev.portolan.gateway.pattern.UriSpelling;
import java.util.List;

/**
 * The features a rule is about. If none of tools, resources and prompts is given, it is about all features of its
 * connectors, else only about those kinds.
 *
 * @param connectors patterns of connector ids, at least one
 * @param tools patterns of the connectors' own tool names
 * @param resources patterns of the connectors' own resource URIs and URI templates
 * @param prompts patterns of the connectors' own prompt names
 * @param readOnly of tools, only those that say they are read-only
 */
public record What(
        List<NamePattern> connectors,
        List<NamePattern> tools,
        List<UriPattern> resources,
        List<NamePattern> prompts,
        boolean readOnly) {
    /** @throws IllegalArgumentException if there is no connector */
    public What {
        connectors = List.copyOf(connectors);
        tools = List.copyOf(tools);
        resources = List.copyOf(resources);
        prompts = List.copyOf(prompts);
        if (connectors.isEmpty()) {
            throw new IllegalArgumentException("A rule names its connectors");
        }
    }

    /**
     * Whether the rule is about the feature. Where that depends on how a connector reads a URI, a rule that allows is
     * not, and a rule that denies is.
     */
    boolean covers(Feature feature, UriSpelling uri, Effect effect) {
        return matches(connectors, feature.connector()) && coversKind(feature, uri, effect);
    }

    private boolean coversKind(Feature feature, UriSpelling uri, Effect effect) {
        if (feature.kind() == FeatureKind.TOOL && readOnly && !feature.hints().readOnly()) {
            return false;
        }
        if (tools.isEmpty() && resources.isEmpty() && prompts.isEmpty()) {
            return true;
        }
        return switch (feature.kind()) {
            case TOOL -> matches(tools, feature.upstreamName());
            case PROMPT -> matches(prompts, feature.upstreamName());
            case RESOURCE, TEMPLATE ->
                switch (effect) {
                    case ALLOW -> resources.stream().anyMatch(pattern -> pattern.matchesSurely(uri));
                    case DENY -> resources.stream().anyMatch(pattern -> pattern.matchesPossibly(uri));
                };
        };
    }

    private static boolean matches(List<NamePattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name));
    }
}
