package dev.portolan.connector.atlas;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.mcp.server.CompleteArg;
import dev.portolan.mcp.server.CompletePrompt;
import dev.portolan.mcp.server.CompleteResourceTemplate;
import dev.portolan.mcp.server.McpException;
import dev.portolan.mcp.server.Prompt;
import dev.portolan.mcp.server.PromptArg;
import dev.portolan.mcp.server.PromptMessage;
import dev.portolan.mcp.server.RequestUri;
import dev.portolan.mcp.server.Resource;
import dev.portolan.mcp.server.ResourceTemplate;
import dev.portolan.mcp.server.Tool;
import dev.portolan.mcp.server.ToolArg;
import dev.portolan.mcp.server.ToolCallException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

@ApplicationScoped
class CityTools {
    private static final Map<String, Integer> PEOPLE =
            new TreeMap<>(Map.of("Bergen", 291_000, "Lisboa", 575_000, "Porto", 252_000));

    private final SecurityIdentity caller;

    CityTools(SecurityIdentity caller) {
        this.caller = caller;
    }

    record City(
            @JsonPropertyDescription("Its name") String name,
            @JsonPropertyDescription("How many live there") int people) {}

    record Cities(@JsonPropertyDescription("By name") List<City> cities) {}

    record Caller(
            @JsonPropertyDescription("The name in the token")
            String name) {}

    @Tool(
            title = "List cities",
            description = "Lists all cities.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    Cities list_cities() {
        return new Cities(PEOPLE.keySet().stream().map(CityTools::city).toList());
    }

    @Tool(
            title = "Show a city",
            description = "Shows one city.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    Uni<City> show_city(@ToolArg(description = "Its name") @Size(min = 1, max = 40) String name) {
        return PEOPLE.containsKey(name)
                ? Uni.createFrom().item(city(name))
                : Uni.createFrom().failure(new ToolCallException("No such city; list_cities shows them."));
    }

    @Tool(
            title = "Who am I",
            description = "Says who is calling.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    Caller whoami() {
        return new Caller(caller.getPrincipal().getName());
    }

    @Resource(uri = "atlas://index", name = "index", title = "Index", description = "All cities")
    Cities index() {
        return list_cities();
    }

    @ResourceTemplate(uriTemplate = "atlas://cities/{name}", name = "city", title = "City", description = "One city")
    City read(String name, RequestUri uri) {
        if (!PEOPLE.containsKey(name)) {
            throw McpException.resourceNotFound(uri.value());
        }
        return city(name);
    }

    @CompleteResourceTemplate("city")
    List<String> completeCity(@CompleteArg(name = "name") String prefix) {
        return PEOPLE.keySet().stream().filter(n -> n.startsWith(prefix)).toList();
    }

    @Prompt(title = "Compare", description = "Compares two cities")
    PromptMessage compare(
            @PromptArg(description = "One city") String first,
            @PromptArg(description = "Another city") String second,
            @PromptArg(description = "What to look at", required = false, defaultValue = "people") String aspect) {
        return PromptMessage.withUserRole("Compare " + first + " and " + second + " by " + aspect + ".");
    }

    @CompletePrompt("compare")
    List<String> completeFirst(@CompleteArg(name = "first") String prefix) {
        return completeCity(prefix);
    }

    @CompletePrompt("compare")
    List<String> completeSecond(@CompleteArg(name = "second") String prefix) {
        return completeCity(prefix);
    }

    private static City city(String name) {
        return new City(name, PEOPLE.getOrDefault(name, 0));
    }
}
