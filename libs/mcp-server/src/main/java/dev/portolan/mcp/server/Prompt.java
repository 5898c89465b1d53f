package dev.portolan.mcp.server;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Makes a business method of a CDI bean a prompt. Parameters are {@link PromptArg}s and {@link Cancellation}; the
 * method returns {@link PromptResponse}, {@link PromptMessage}, a list of those, or a {@code Uni} or
 * {@code CompletionStage} of these.
 */
@Retention(RUNTIME)
@Target(ElementType.METHOD)
public @interface Prompt {
    /** Value of {@link #name()} that stands for the name of the method. */
    String ELEMENT_NAME = "<<element name>>";

    /** {@code [a-z0-9_]{1,40}}, unique within the connector. */
    String name() default ELEMENT_NAME;

    /** The name people read. */
    String title();

    String description();
}
