package dev.portolan.local.supervise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.local.process.ProcessIdentity;
import dev.portolan.local.process.StopSignal;
import dev.portolan.local.report.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps the state of a run in {@code state.json}; a reader sees the old or the new state, never half of one. */
public final class StateFile {

    private static final int VERSION = 1;

    private final Path path;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * The state in a file.
     *
     * @param path the file, in a directory that exists
     */
    public StateFile(Path path) {
        this.path = path;
    }

    /**
     * Replaces the state.
     *
     * @param state what is to be read from now on
     * @throws LaunchFailure if it cannot be written
     */
    public synchronized void write(RunState state) {
        ObjectNode node = json.createObjectNode();
        node.put("version", VERSION);
        node.put("phase", state.phase().name());
        node.set("supervisor", identity(state.supervisor()));
        node.put("portBase", state.portBase());
        node.put("issuer", state.issuer());
        ArrayNode services = node.putArray("services");
        state.services().forEach(each -> services.add(service(each)));
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.write(fresh, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(node));
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw LaunchFailure.io("writing " + path, e);
        }
    }

    /**
     * Reads the state.
     *
     * @return the last one written; empty if there is none or the file is of no use
     */
    public Optional<RunState> read() {
        try {
            JsonNode node = json.readTree(Files.readAllBytes(path));
            if (node == null || node.path("version").asInt() != VERSION) {
                return Optional.empty();
            }
            List<ServiceState> services = new ArrayList<>();
            node.path("services").forEach(each -> services.add(service(each)));
            return Optional.of(new RunState(
                    Phase.valueOf(node.path("phase").asText()),
                    identity(node.path("supervisor")),
                    node.path("portBase").asInt(),
                    node.path("issuer").asText(),
                    services));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Forgets the state: nothing runs. */
    public synchronized void clear() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw LaunchFailure.io("removing " + path, e);
        }
    }

    private ObjectNode service(ServiceState service) {
        ObjectNode node = json.createObjectNode();
        node.put("id", service.id());
        node.put("status", service.status().name());
        service.process().ifPresent(process -> node.set("process", identity(process)));
        ArrayNode ports = node.putArray("ports");
        service.ports().forEach(ports::add);
        node.put("stop", service.stop().name());
        node.put("restarts", service.restarts());
        service.problem().ifPresent(problem -> node.put("problem", problem));
        return node;
    }

    private static ServiceState service(JsonNode node) {
        List<Integer> ports = new ArrayList<>();
        node.path("ports").forEach(port -> ports.add(port.asInt()));
        return new ServiceState(
                node.path("id").asText(),
                ServiceStatus.valueOf(node.path("status").asText()),
                node.has("process") ? Optional.of(identity(node.path("process"))) : Optional.empty(),
                ports,
                StopSignal.valueOf(node.path("stop").asText()),
                node.path("restarts").asInt(),
                node.has("problem") ? Optional.of(node.path("problem").asText()) : Optional.empty());
    }

    private ObjectNode identity(ProcessIdentity identity) {
        return json.createObjectNode()
                .put("pid", identity.pid())
                .put("startedAt", identity.startedAt().toEpochMilli());
    }

    private static ProcessIdentity identity(JsonNode node) {
        return new ProcessIdentity(
                node.path("pid").asLong(),
                Instant.ofEpochMilli(node.path("startedAt").asLong()));
    }
}
