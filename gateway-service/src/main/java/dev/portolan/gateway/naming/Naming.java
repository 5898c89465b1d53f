package dev.portolan.gateway.naming;

import dev.portolan.gateway.call.FeatureKind;
import java.util.Optional;

/** The names and URIs under which connectors' features are offered at one endpoint, computable both ways. */
public interface Naming {
    /**
     * Where a public URI leads.
     *
     * @param connector the connector that has it
     * @param uri the URI that connector knows
     */
    record Original(String connector, String uri) {}

    /** The public name of a tool or prompt, or empty if it is not offered here. */
    Optional<String> name(FeatureKind kind, String connector, String upstreamName);

    /** The public form of a connector's URI or URI template. */
    String uri(String connector, String original);

    /** What a public URI stands for, or empty if it stands for nothing here. */
    Optional<Original> original(String publicUri);
}
