package dev.portolan.mcp.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code prompts/get}.
 *
 * @param description what this instance of the prompt is about, or null
 * @param messages in their order
 */
public record PromptResponse(@Nullable String description, List<PromptMessage> messages) {
    public PromptResponse {
        messages = List.copyOf(messages);
    }

    public static PromptResponse withMessages(List<PromptMessage> messages) {
        return new PromptResponse(null, messages);
    }

    public static PromptResponse withMessages(PromptMessage... messages) {
        return withMessages(List.of(messages));
    }
}
