package dev.portolan.gateway.connectorfile;

import dev.portolan.gateway.reload.WatchSettings;
import dev.portolan.gateway.reload.WatchedFile;
import dev.portolan.gateway.reload.WatchedFiles;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The connectors there are, by the file of this moment. A bad file at start keeps the gateway from starting. */
@Startup
@Singleton
public class ConnectorsFile {
    private final WatchedFile<List<ConnectorSettings>> file;

    ConnectorsFile(WatchedFiles files, ConnectorsConfig config) {
        this.file = files.watch(
                new WatchSettings(
                        config.file(), config.pollInterval(), config.maxSize().asLongValue()),
                new ConnectorsFormat());
    }

    /** All connectors, by id. */
    public List<ConnectorSettings> current() {
        return file.current();
    }

    /**
     * Adds a listener for changes; it is told one change at a time, never on an event loop.
     *
     * @return the connectors that the first change will be a change of
     */
    public List<ConnectorSettings> onChange(Consumer<Change> listener) {
        return file.onChange((before, now) -> {
            Change change = Change.between(before, now);
            if (!change.isEmpty()) {
                listener.accept(change);
            }
        });
    }

    /**
     * What a new version of the file changed. Each list is in the order of ids.
     *
     * @param added connectors that were not there
     * @param changed connectors with settings other than before; the new settings
     * @param removed connectors that are no longer there; the old settings
     */
    public record Change(
            List<ConnectorSettings> added, List<ConnectorSettings> changed, List<ConnectorSettings> removed) {
        static Change between(List<ConnectorSettings> before, List<ConnectorSettings> now) {
            Map<String, ConnectorSettings> old = byId(before);
            Map<String, ConnectorSettings> young = byId(now);
            return new Change(
                    now.stream().filter(c -> !old.containsKey(c.id())).toList(),
                    now.stream()
                            .filter(c -> old.containsKey(c.id()) && !c.equals(old.get(c.id())))
                            .toList(),
                    before.stream().filter(c -> !young.containsKey(c.id())).toList());
        }

        /** Whether the connectors are what they were. */
        public boolean isEmpty() {
            return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
        }

        private static Map<String, ConnectorSettings> byId(List<ConnectorSettings> connectors) {
            return connectors.stream().collect(Collectors.toMap(ConnectorSettings::id, Function.identity()));
        }
    }
}
