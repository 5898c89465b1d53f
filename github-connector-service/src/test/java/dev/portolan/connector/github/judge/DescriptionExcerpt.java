package dev.portolan.connector.github.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The part of GitHub's description that the connector's requests fall under, unchanged but for two things: examples
 * are left out, and so is a discriminator at the contents of a path that one of its branches, a list, cannot have and
 * the validator refuses. Whole, the description would take most of a test's memory.
 */
final class DescriptionExcerpt {

    private static final String REPOSITORY = "/repos/{owner}/{repo}";
    private static final Set<String> PATHS = Set.of("/", REPOSITORY, "/rate_limit", "/user/repos");
    private static final List<String> FAMILIES = List.of(
            REPOSITORY + "/issues",
            REPOSITORY + "/pulls",
            REPOSITORY + "/contents",
            "/search/",
            "/users/{username}/repos");
    private static final String REFERENCE = "#/components/";

    private final ObjectNode root;
    private final ObjectNode kept;

    private DescriptionExcerpt(ObjectNode root) {
        this.root = root;
        this.kept = root.objectNode();
    }

    /** Reads a whole description and writes the part. */
    static void write(byte[] whole, Path to) throws IOException {
        ObjectMapper json = new ObjectMapper();
        DescriptionExcerpt excerpt = new DescriptionExcerpt((ObjectNode) json.readTree(whole));
        json.writeValue(to.toFile(), excerpt.make());
    }

    private ObjectNode make() {
        ObjectNode paths = kept.objectNode();
        root.path("paths").properties().forEach(path -> {
            String name = path.getKey();
            if (PATHS.contains(name) || FAMILIES.stream().anyMatch(name::startsWith)) {
                paths.set(name, path.getValue());
            }
        });
        JsonNode contents =
                paths.path(REPOSITORY + "/contents/{path}").at("/get/responses/200/content/application~1json/schema");
        ((ObjectNode) contents).remove("discriminator");
        withoutExamples(paths);
        root.properties().forEach(part -> {
            if (!Set.of("paths", "components", "x-webhooks").contains(part.getKey())) {
                kept.set(part.getKey(), part.getValue());
            }
        });
        kept.set("paths", paths);
        keepReferenced(paths);
        return kept;
    }

    private void keepReferenced(JsonNode from) {
        ObjectNode components = kept.putObject("components");
        Set<String> seen = new HashSet<>();
        Deque<JsonNode> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (JsonNode reference : open.pop().findValues("$ref")) {
                String name = reference.asText().replace(REFERENCE, "");
                if (reference.isTextual() && seen.add(name)) {
                    String[] parts = name.split("/", 2);
                    JsonNode component = root.path("components").path(parts[0]).path(parts[1]);
                    withoutExamples(component);
                    components.withObjectProperty(parts[0]).set(parts[1], component);
                    open.push(component);
                }
            }
        }
    }

    private static void withoutExamples(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("examples");
        }
        node.forEach(DescriptionExcerpt::withoutExamples);
    }
}
