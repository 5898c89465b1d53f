package dev.portolan.gateway.naming;

import dev.portolan.gateway.call.FeatureKind;
import java.util.Optional;

/** Everything of all connectors, under names that tell them apart. */
public final class FederatedNaming implements Naming {
    private final PublicUris uris;

    public FederatedNaming(PublicUris uris) {
        this.uris = uris;
    }

    @Override
    public Optional<String> name(FeatureKind kind, String connector, String upstreamName) {
        return Optional.of(PublicName.of(connector, upstreamName));
    }

    @Override
    public String uri(String connector, String original) {
        return uris.toPublic(connector, original);
    }

    @Override
    public Optional<Original> original(String publicUri) {
        return uris.toOriginal(publicUri);
    }
}
