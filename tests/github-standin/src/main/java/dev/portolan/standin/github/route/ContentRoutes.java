package dev.portolan.standin.github.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.standin.github.view.ContentView;
import dev.portolan.standin.github.view.Json;
import dev.portolan.standin.github.world.Repository;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Files and directories at a branch or commit. */
final class ContentRoutes {

    Answer answer(Repository repository, Request request) {
        if (!request.method().equals("GET")) {
            return Answer.notFound();
        }
        String ref = request.parameter("ref").orElse("main");
        Optional<Map<String, byte[]>> files = repository.filesAt(ref);
        if (files.isEmpty()) {
            return Answer.error(404, "No commit found for the ref " + ref, "/repos/contents");
        }
        String path = String.join(
                "/", request.segments().subList(4, request.segments().size()));
        byte[] content = files.get().get(path);
        if (content != null) {
            return Answer.ok(ContentView.file(path, content, ref, repository, request.addresses()));
        }
        return directory(repository, path, ref, files.get(), request);
    }

    private static Answer directory(
            Repository repository, String path, String ref, Map<String, byte[]> files, Request request) {
        String prefix = path.isEmpty() ? "" : path + "/";
        Map<String, ObjectNode> entries = new TreeMap<>();
        files.forEach((name, content) -> {
            if (name.startsWith(prefix)) {
                int slash = name.indexOf('/', prefix.length());
                String entry = slash < 0 ? name : name.substring(0, slash);
                entries.computeIfAbsent(
                        entry,
                        e -> slash < 0
                                ? ContentView.listed(e, content, ref, repository, request.addresses())
                                : ContentView.directory(e, ref, repository, request.addresses()));
            }
        });
        ArrayNode list = Json.MAPPER.createArrayNode();
        entries.values().forEach(list::add);
        return list.isEmpty() ? Answer.notFound() : Answer.ok(list);
    }
}
