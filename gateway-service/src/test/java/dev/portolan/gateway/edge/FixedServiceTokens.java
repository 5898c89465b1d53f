package dev.portolan.gateway.edge;

import dev.portolan.gateway.credential.ServiceTokens;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** The gateway's own tokens, where what they are is not the question. */
@Alternative
@Priority(1)
@Singleton
class FixedServiceTokens implements ServiceTokens {
    static final String TOKEN = "service-token-of-the-gateway";

    @Override
    public Uni<String> bearer(String scope) {
        return Uni.createFrom().item(TOKEN + "-" + scope);
    }

    @Override
    public void invalidate(String scope) {}
}
