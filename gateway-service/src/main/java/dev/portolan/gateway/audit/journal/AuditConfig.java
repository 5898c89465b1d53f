package dev.portolan.gateway.audit.remote;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How records reach audit-service, and how many may be on the way. */
@ConfigMapping(prefix = "gateway.audit")
public interface RemoteAuditConfig {
    /** Where audit-service is; records go to {@code /ingest} below it. */
    @WithDefault("http://localhost:7401")
    URI url();

    /** OAuth scope of the access token that audit-service takes records with. */
    @WithDefault("audit-service")
    String scope();

    /** Name of this replica in its records, stable over restarts; the host's name unless set. */
    Optional<String> gatewayId();

    /** Longest wait for the acknowledgement of a record, and of a request that carries some. */
    @WithDefault("2s")
    Duration deadline();

    /** Most requests to audit-service at a time, 1 to 16. */
    @WithDefault("2")
    int maxInFlight();

    /** Most records in one request, 1 to 10,000. */
    @WithDefault("500")
    int batchEvents();

    /** Longest body of one request, at least 64 KiB so that every record fits. */
    @WithDefault("1M")
    MemorySize batchBytes();

    /** How long a request waits for company although it could go, 0 to 2 ms. */
    @WithDefault("0s")
    Duration gather();

    /** While audit-service does not acknowledge: the pause between two attempts. */
    @WithDefault("500ms")
    Duration probeInterval();

    /** Most calls open at a time, from the intent until the outcome is delivered; further ones are refused. */
    @WithDefault("2048")
    int reserve();

    /** Most refusals that wait for delivery one by one; further ones are delivered as a count. */
    @WithDefault("1024")
    int keptRefusals();

    /** When the gateway stops: longest wait for the delivery of what is left. */
    @WithDefault("10s")
    Duration drain();
}
