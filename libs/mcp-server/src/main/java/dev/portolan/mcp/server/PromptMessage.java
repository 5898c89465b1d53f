package dev.portolan.mcp.server;

/**
 * One message of a prompt.
 *
 * @param role who says it
 * @param content what is said
 */
public record PromptMessage(Role role, Content content) {
    public static PromptMessage withUserRole(Content content) {
        return new PromptMessage(Role.USER, content);
    }

    public static PromptMessage withUserRole(String text) {
        return withUserRole(new TextContent(text));
    }

    public static PromptMessage withAssistantRole(Content content) {
        return new PromptMessage(Role.ASSISTANT, content);
    }

    public static PromptMessage withAssistantRole(String text) {
        return withAssistantRole(new TextContent(text));
    }
}
