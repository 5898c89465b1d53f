package dev.portolan.gateway.audit.journal;

import dev.portolan.gateway.credential.ServiceTokens;
import dev.portolan.gateway.credential.TokenUnavailable;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;

/** A token with a number that grows with each invalidation. */
public final class StubServiceTokens implements ServiceTokens {
    private final AtomicInteger number = new AtomicInteger(1);
    private volatile boolean away;

    public void away(boolean now) {
        away = now;
    }

    @Override
    public Uni<String> bearer(String scope) {
        return away
                ? Uni.createFrom().failure(new TokenUnavailable(scope, StubAuditService.FOREIGN))
                : Uni.createFrom().item(() -> scope + "-token-" + number);
    }

    @Override
    public void invalidate(String scope) {
        number.incrementAndGet();
    }
}
