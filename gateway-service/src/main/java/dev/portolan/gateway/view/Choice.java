package dev.portolan.gateway.view;

import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.naming.Naming;
import dev.portolan.gateway.pattern.NamePattern;
import dev.portolan.gateway.pattern.UriPattern;
import dev.portolan.gateway.pattern.UriSpelling;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One entry of a view: which features of a connector are offered, and how.
 *
 * @param kind what they are; {@link FeatureKind#RESOURCE} stands for resource templates too
 * @param connector id of the connector
 * @param text the connector's own name or URI of the feature, or a pattern of several
 * @param pattern whether a connector's own name or URI is one that the text stands for
 * @param shown how it is offered; an empty name leaves it the name it has among all connectors
 */
public record Choice(FeatureKind kind, String connector, String text, Predicate<String> pattern, Shown shown) {
    /** A choice of tools or prompts by a pattern of names. */
    public static Choice ofNames(FeatureKind kind, String connector, String text, Shown shown) {
        return new Choice(kind, connector, text, new NamePattern(text)::matches, shown);
    }

    /** A choice of resources by a pattern of URIs; empty if no URI could be told to match it. */
    public static Optional<Choice> ofUris(String connector, String text, Shown shown) {
        return UriPattern.of(text)
                .map(pattern -> new Choice(
                        FeatureKind.RESOURCE,
                        connector,
                        text,
                        uri -> pattern.matchesSurely(UriSpelling.of(uri)),
                        shown));
    }

    /** Whether it names one feature, and no pattern of several. */
    public boolean isOutright() {
        return text.indexOf('*') < 0;
    }

    /**
     * How one of the features it covers is offered, by its name.
     *
     * @param federated names and URIs that tell all connectors apart
     */
    public Shown of(FeatureKind feature, String upstreamName, Naming federated) {
        if (!shown.name().isEmpty()) {
            return shown;
        }
        boolean hasName = feature == FeatureKind.TOOL || feature == FeatureKind.PROMPT;
        String name = hasName
                ? federated.name(feature, connector, upstreamName).orElseThrow()
                : federated.uri(connector, upstreamName);
        return new Shown(name, shown.title(), shown.description(), shown.pins());
    }

    /** Whether it is about such features of that connector. */
    public boolean isAbout(FeatureKind other, String id) {
        boolean same = other == FeatureKind.TEMPLATE ? kind == FeatureKind.RESOURCE : kind == other;
        return same && connector.equals(id);
    }

    /** Whether the feature of that name or URI is among those it is about. */
    public boolean covers(String upstreamName) {
        return pattern.test(upstreamName);
    }
}
