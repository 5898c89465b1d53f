package dev.portolan.mcp.server.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.mcp.server.CompletePrompt;
import dev.portolan.mcp.server.Progress;
import dev.portolan.mcp.server.Prompt;
import dev.portolan.mcp.server.PromptArg;
import dev.portolan.mcp.server.PromptMessage;
import dev.portolan.mcp.server.ResourceTemplate;
import dev.portolan.mcp.server.Tool;
import dev.portolan.mcp.server.ToolArg;
import dev.portolan.mcp.server.schema.SchemaWriter;
import jakarta.enterprise.inject.Vetoed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FeaturesTest {
    /** Vetoed, so that it is no bean of the fixture connector. */
    @Vetoed
    static class Sound {
        @Tool(
                title = "T",
                description = "D",
                annotations =
                        @Tool.Annotations(
                                readOnlyHint = true,
                                destructiveHint = false,
                                idempotentHint = true,
                                openWorldHint = false))
        String zeta(@ToolArg(description = "d") String a, Progress progress) {
            return a;
        }

        @Tool(
                name = "alpha",
                title = "T",
                description = "D",
                annotations =
                        @Tool.Annotations(
                                readOnlyHint = true,
                                destructiveHint = false,
                                idempotentHint = true,
                                openWorldHint = false))
        String other() {
            return "";
        }
    }

    @Vetoed
    static class Faulty {
        @Tool(
                title = "",
                description = " ",
                annotations =
                        @Tool.Annotations(
                                readOnlyHint = true,
                                destructiveHint = true,
                                idempotentHint = true,
                                openWorldHint = false))
        List<String> badName(
                @ToolArg(description = "") String a, String b, @ToolArg(description = "d", required = false) int c) {
            return List.of();
        }

        @Tool(
                name = "alpha",
                title = "T",
                description = "D",
                annotations =
                        @Tool.Annotations(
                                readOnlyHint = true,
                                destructiveHint = false,
                                idempotentHint = true,
                                openWorldHint = false))
        String taken(@ToolArg(description = "d", defaultValue = "ten") int n) {
            return "";
        }

        @ResourceTemplate(uriTemplate = "x://{a}/{b}", description = "D")
        String template(String a, String c) {
            return "";
        }

        @Prompt(title = "T", description = "D")
        PromptMessage ask(@PromptArg(description = "d") int number) {
            return PromptMessage.withUserRole("");
        }

        @CompletePrompt("asked")
        List<String> complete(String number) {
            return List.of();
        }
    }

    @Test
    void featuresComeInTheOrderOfTheirNames() {
        assertThat(features(Sound.class).tools()).extracting(ToolFeature::name).containsExactly("alpha", "zeta");
    }

    @Test
    void everyFaultIsToldAtOnceWithItsPlace() {
        assertThatThrownBy(() -> features(Sound.class, Faulty.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Faulty.badName: name badName is not")
                .hasMessageContaining("Faulty.badName: has no title")
                .hasMessageContaining("Faulty.badName: has no description")
                .hasMessageContaining("Faulty.badName: says it is read-only and destructive")
                .hasMessageContaining("Faulty.badName: argument a has no description")
                .hasMessageContaining("Faulty.badName: parameter b lacks @ToolArg")
                .hasMessageContaining("Faulty.badName: argument c is not required and has no default")
                .hasMessageContaining("Faulty.badName: structured content must be an object")
                .hasMessageContaining("Faulty.taken: default of argument n is not JSON")
                .hasMessageContaining("Faulty.taken: tool alpha exists already")
                .hasMessageContaining("Faulty.template: variables [a, b] and parameters [a, c] differ")
                .hasMessageContaining("Faulty.ask: number must be a String")
                .hasMessageContaining("Faulty.complete: completes asked.number, which is not there");
    }

    private static Features features(Class<?>... classes) {
        Map<Class<?>, Supplier<Object>> beans = new LinkedHashMap<>();
        for (Class<?> type : classes) {
            beans.put(type, () -> type);
        }
        return Features.of(beans, new SchemaWriter(new ObjectMapper()));
    }
}
