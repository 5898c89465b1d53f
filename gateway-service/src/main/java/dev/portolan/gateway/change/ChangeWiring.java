package dev.portolan.gateway.change;

import dev.portolan.audit.event.UuidV7;
import dev.portolan.gateway.audit.AuditTrail;
import dev.portolan.gateway.catalog.CatalogStore;
import dev.portolan.gateway.reload.WatchSettings;
import dev.portolan.gateway.reload.WatchedFile;
import dev.portolan.gateway.reload.WatchedFiles;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Puts change control together, with the approvals file behind it. */
@Singleton
class ChangeWiring {
    private final Optional<WatchedFile<Approvals>> file;

    private final ChangesConfig config;

    ChangeWiring(WatchedFiles files, ChangesConfig config) {
        this.config = config;
        this.file = config.approvalsFile()
                .map(path -> files.watch(
                        new WatchSettings(
                                path, config.pollInterval(), config.maxSize().asLongValue()),
                        new ApprovalsFormat()));
    }

    /** An approvals file that is bad when the gateway starts keeps it from starting. */
    void start(@Observes StartupEvent event, ChangeControl control) {
        file.ifPresent(approvals -> approvals.onChange((before, now) -> control.approvalsChanged()));
    }

    @Produces
    @Singleton
    ChangeControl changeControl(CatalogStore store, AuditTrail trail, Clock clock, MeterRegistry registry) {
        return new ChangeControl(
                store,
                new DefinitionCleaner(config.longestTitle(), config.longestDescription()),
                () -> file.map(WatchedFile::current).orElse(Approvals.NONE),
                new ChangeRecords(trail::changed, new UuidV7(clock), config.records()),
                clock,
                registry);
    }
}
