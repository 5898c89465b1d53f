package dev.portolan.gateway.naming;

import dev.portolan.gateway.call.FeatureKind;
import java.util.Optional;

/** One connector under its own names. */
public final class OwnNaming implements Naming {
    private final String connector;

    public OwnNaming(String connector) {
        this.connector = connector;
    }

    @Override
    public Optional<String> name(FeatureKind kind, String owner, String upstreamName) {
        return owner.equals(connector) ? Optional.of(upstreamName) : Optional.empty();
    }

    @Override
    public String uri(String owner, String original) {
        return original;
    }

    @Override
    public Optional<Original> original(String publicUri) {
        return Optional.of(new Original(connector, publicUri));
    }
}
