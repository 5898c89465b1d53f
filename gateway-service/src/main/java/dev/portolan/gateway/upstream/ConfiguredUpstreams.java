package dev.portolan.gateway.upstream;

import dev.portolan.gateway.audit.AdmittedCall;
import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.call.Reply;
import dev.portolan.gateway.change.ChangeControl;
import dev.portolan.gateway.connectorfile.ConnectorSettings;
import dev.portolan.gateway.connectorfile.ConnectorsFile;
import dev.portolan.gateway.listen.Announcements;
import dev.portolan.gateway.naming.PublicUris;
import dev.portolan.gateway.transport.UpstreamConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The connectors of the connectors file, as it is at this moment. A connector that did not change is left alone. */
@Singleton
public class ConfiguredUpstreams implements Upstreams {
    private final ConnectorsFile file;
    private final ConnectorFactory connectors;
    private final ChangeControl catalog;
    private final Announcements announcements;
    private final UpstreamConfig config;
    private final Vertx vertx;
    private volatile Map<String, Running> running = Map.of();

    private record Running(Connector connector, Refresher refresher) {
        void stop() {
            refresher.stop();
            connector.close();
        }
    }

    ConfiguredUpstreams(
            ConnectorsFile file,
            ConnectorFactory connectors,
            ChangeControl catalog,
            Announcements announcements,
            UpstreamConfig config,
            Vertx vertx) {
        this.file = file;
        this.connectors = connectors;
        this.catalog = catalog;
        this.announcements = announcements;
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        file.onChange(change -> apply());
        announcements.onWanted(id -> {
            Running target = running.get(id);
            if (target != null) {
                target.refresher().wanted();
            }
        });
        apply();
    }

    void stop(@Observes ShutdownEvent event) {
        running.values().forEach(Running::stop);
    }

    /** Reads the file inside the lock, so that of two changes the later one wins. */
    private synchronized void apply() {
        List<ConnectorSettings> wanted = file.current();
        Map<String, Running> next = new HashMap<>();
        Map<String, String> owners = new HashMap<>();
        for (ConnectorSettings settings : wanted) {
            Running known = running.get(settings.id());
            boolean same = known != null && known.connector().settings().equals(settings);
            next.put(settings.id(), same ? known : run(settings));
            settings.ownedSchemes().forEach(scheme -> owners.put(scheme, settings.id()));
        }
        Map<String, Running> before = running;
        catalog.connectors(new PublicUris(next.keySet(), owners), next.keySet());
        running = Map.copyOf(next);
        before.values().stream().filter(old -> !next.containsValue(old)).forEach(Running::stop);
        next.values().stream().filter(young -> !before.containsValue(young)).forEach(young -> young.refresher()
                .begin());
    }

    private Running run(ConnectorSettings settings) {
        Connector connector = connectors.make(settings);
        return new Running(connector, new Refresher(connector, catalog, announcements, config, vertx));
    }

    @Override
    public Uni<Reply> forward(AdmittedCall call, CallListener listener) {
        String id = call.permitted().routed().feature().connector();
        Running target = running.get(id);
        if (target == null) {
            return Uni.createFrom()
                    .failure(new CallRefused(
                            Refusal.CONNECTOR_UNAVAILABLE, "Connector " + id + " is no longer configured"));
        }
        return target.connector().forward(call, listener);
    }

    /** Whether each connector was asked at least once for what it offers, whatever came of it. */
    public boolean allTried() {
        return running.values().stream().allMatch(r -> r.refresher().tried());
    }
}
