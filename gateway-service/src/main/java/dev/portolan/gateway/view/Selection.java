package dev.portolan.gateway.view;

import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.naming.Naming;
import java.util.List;

/** What one endpoint offers of connectors' features. Pure: whether there is such a feature is not decided here. */
public interface Selection {
    /**
     * The forms in which a feature is offered: none if it is not, several if it is offered several times.
     *
     * @param upstreamName its name, URI or URI template at the connector
     */
    List<Shown> of(FeatureKind kind, String connector, String upstreamName);

    /** How public names and URIs relate to the connectors' own. */
    Naming naming();

    /** Everything that a naming has a name for, as the connectors define it. */
    static Selection everything(Naming naming) {
        return new Selection() {
            @Override
            public List<Shown> of(FeatureKind kind, String connector, String upstreamName) {
                return switch (kind) {
                    case TOOL, PROMPT ->
                        naming.name(kind, connector, upstreamName).map(Shown::asDefined).stream()
                                .toList();
                    case RESOURCE, TEMPLATE -> List.of(Shown.asDefined(naming.uri(connector, upstreamName)));
                };
            }

            @Override
            public Naming naming() {
                return naming;
            }
        };
    }
}
