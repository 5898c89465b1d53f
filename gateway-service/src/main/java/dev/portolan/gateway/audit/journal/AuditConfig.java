package dev.portolan.gateway.audit.journal;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** When a record counts as durable, how it reaches audit-service, and how many may be on the way. */
@ConfigMapping(prefix = "gateway.audit")
public interface AuditConfig {
    /** What makes a record durable. */
    enum Durability {
        /** The commit of audit-service; nothing is kept on this machine. */
        REMOTE,
        /** The spool on this machine's disk; calls go on while audit-service is away. */
        LOCAL,
        /** The spool, and for intents of tools that may destroy something the commit of audit-service as well. */
        BOTH
    }

    /** What makes a record durable: {@code remote}, {@code local} or {@code both}. */
    @WithDefault("remote")
    Durability durability();

    /** The spool of {@code local} and {@code both}. */
    Spool spool();

    /** Where audit-service is; records go to {@code /ingest} below it. */
    @WithDefault("http://localhost:7401")
    URI url();

    /** OAuth scope of the access token that audit-service takes records with. */
    @WithDefault("audit-service")
    String scope();

    /** Name of this replica in its records, stable over restarts; the host's name unless set. */
    Optional<String> gatewayId();

    /**
     * File with audit-service's public key, a PEM block {@code PUBLIC KEY} of an X25519 key: who acted, arguments and
     * results are sealed to it. Needed: without it the gateway does not start.
     */
    Optional<Path> sealingKey();

    /** Longest text of a result that is kept where policy says so, 0 to 16 KiB; of a longer one only the digest is. */
    @WithDefault("16K")
    MemorySize keptResult();

    /** Longest wait for a record to become durable, and for audit-service to take a batch. */
    @WithDefault("2s")
    Duration deadline();

    /** Most requests to audit-service at a time, 1 to 16; with a spool it is always one. */
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

    /** Most calls open at a time, from the intent until the outcome is durable; further ones are refused. */
    @WithDefault("2048")
    int reserve();

    /** Most refusals that are not durable yet one by one; further ones are recorded as a count. */
    @WithDefault("1024")
    int keptRefusals();

    /** Refusals of callers nobody knows. */
    Flood flood();

    /** When the gateway stops: longest wait for the delivery of what is left. */
    @WithDefault("10s")
    Duration drain();

    /** How refusals of callers nobody knows are recorded when there are many. Known callers' are, one by one. */
    interface Flood {
        /** Most that are recorded one by one in a window for each network (IPv4 /24, IPv6 /64); the rest is counted. */
        @WithDefault("20")
        int individually();

        /** Length of a window, 100 ms to 1 m; counts are recorded at its end. */
        @WithDefault("1s")
        Duration window();

        /** Most networks that are told apart in a window; further ones are one. */
        @WithDefault("1024")
        int sources();
    }

    /** A write-ahead log on this machine's disk. */
    interface Spool {
        /** Its directory, on a disk that outlives this process and that no other replica uses. */
        @WithDefault("spool")
        Path directory();

        /** Length of a segment, at least 1 MiB; three are allocated at start. */
        @WithDefault("64M")
        MemorySize segment();

        /** Most disk space of all segments, at least four; when it is used, calls are refused. */
        @WithDefault("8G")
        MemorySize budget();

        /**
         * How long records are kept after audit-service took them, 0 to 30 days, so that a database that lost its last
         * commits gets them again. Room goes first: of the budget at most a quarter is used for it.
         */
        @WithDefault("24h")
        Duration grace();

        /**
         * How often at most refusals that are counted and not yet recorded are written to the disk, 10 ms to 1 m: a
         * gateway that is killed loses what it counted in this time.
         */
        @WithDefault("1s")
        Duration keepCounts();

        /**
         * Whether it may lie on a file system that does not outlive the machine or the container (tmpfs, overlay).
         * Records that are not delivered are then lost with it.
         */
        @WithDefault("false")
        boolean allowVolatile();
    }
}
