package dev.portolan.mcp.server;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Makes a business method of a CDI bean complete an argument of a {@link Prompt}. It takes one {@code String}, named
 * as the argument or by {@link CompleteArg}, and if it likes a {@link CompleteContext}; it returns
 * {@link CompletionResponse}, {@code List<String>}, or a {@code Uni} or {@code CompletionStage} of these.
 */
@Retention(RUNTIME)
@Target(ElementType.METHOD)
public @interface CompletePrompt {
    /** The name of the prompt. */
    String value();
}
