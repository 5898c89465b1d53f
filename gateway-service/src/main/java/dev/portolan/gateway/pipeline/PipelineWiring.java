package dev.portolan.gateway.pipeline;

import dev.portolan.gateway.audit.AuditLog;
import dev.portolan.gateway.audit.AuditTrail;
import dev.portolan.gateway.audit.Entries;
import dev.portolan.gateway.audit.journal.AuditConfig;
import dev.portolan.gateway.call.Home;
import dev.portolan.gateway.catalog.CatalogStore;
import dev.portolan.gateway.policy.PolicyGate;
import dev.portolan.gateway.redaction.Randomness;
import dev.portolan.gateway.redaction.Redaction;
import dev.portolan.gateway.screen.RequestStates;
import dev.portolan.gateway.screen.ResultScreen;
import dev.portolan.gateway.screen.TaskIds;
import dev.portolan.gateway.upstream.Upstreams;
import dev.portolan.mcp.SealedHandles;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Puts the steps together; the steps themselves know nothing of beans and configuration. */
final class PipelineWiring {
    private static final Logger LOG = Logger.getLogger(PipelineWiring.class);

    /**
     * No step behind a {@code Uni} reads a context of CDI or of a transaction, so none need be captured and restored
     * around each of them: that was a quarter of what a call costs.
     */
    void withoutContexts(@Observes StartupEvent starting) {
        Infrastructure.clearInterceptors();
    }

    @Produces
    @Singleton
    CatalogStore catalogStore() {
        return new CatalogStore();
    }

    @Produces
    @Singleton
    SealedHandles sealedHandles(PipelineConfig.Sealing config, Clock clock) {
        List<byte[]> keys = config.keys().orElse(List.of()).stream()
                .map(key -> Base64.getDecoder().decode(key))
                .toList();
        return new SealedHandles(keys.isEmpty() ? List.of(drawn()) : keys, clock);
    }

    private static byte[] drawn() {
        LOG.warn("gateway.sealing.keys is not set: cursors and sessions end with this process and hold for no other"
                + " replica; set it to 32 random bytes in Base64, the same for all replicas");
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }

    @Produces
    @Singleton
    Home home(PipelineConfig.Replica config) {
        return new Home(
                UUID.randomUUID().toString(), config.url().map(URI::toString).orElse(""));
    }

    @Produces
    @Singleton
    RequestStates requestStates(SealedHandles handles, PipelineConfig.Sealing config, Home here) {
        return new RequestStates(handles, config.requestStateLifetime(), here);
    }

    @Produces
    @Singleton
    TaskIds taskIds(SealedHandles handles, PipelineConfig.Sealing config, Home here) {
        return new TaskIds(handles, config.taskLifetime(), here);
    }

    @Produces
    @Singleton
    AuditTrail auditTrail(AuditLog log, PipelineConfig.Redacted redacted, PolicyGate policy, AuditConfig config) {
        PipelineConfig.Entropy entropy = redacted.entropy();
        Redaction redaction =
                new Redaction(redacted.names(), redacted.values(), new Randomness(entropy.shortest(), entropy.bits()));
        int longestResult = (int) config.keptResult().asLongValue();
        return new AuditTrail(log, new Entries(redaction, policy::keeping, longestResult));
    }

    @Produces
    @Singleton
    CallPipeline callPipeline(
            CatalogStore store,
            PolicyGate policy,
            AuditTrail trail,
            Upstreams upstreams,
            RequestStates states,
            TaskIds tasks) {
        return new CallPipeline(store, policy, trail, upstreams, new ResultScreen(states, tasks), tasks);
    }

    @Produces
    @Singleton
    ListPipeline listPipeline(
            CatalogStore store,
            PolicyGate policy,
            AuditTrail trail,
            SealedHandles handles,
            PipelineConfig.Lists config) {
        return new ListPipeline(
                store,
                policy,
                trail,
                handles,
                new ListPipeline.Settings(config.pageSize(), config.ttl(), config.cursorLifetime()));
    }
}
