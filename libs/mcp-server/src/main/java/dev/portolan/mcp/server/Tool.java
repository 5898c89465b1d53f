package dev.portolan.mcp.server;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Makes a business method of a CDI bean an MCP tool. Everything a client is told about the tool is stated here on
 * purpose: a tool without title, description or one of the four hints does not compile, an empty one does not start.
 *
 * <p>Parameters are {@link ToolArg}s, {@link Progress}, {@link ProgressToken} or {@link Cancellation}. The method
 * returns a record or other object (structured content, output schema and the same as JSON text), a {@code String}
 * or {@link Content} (unstructured), a {@link ToolResponse}, or a {@code Uni} or {@code CompletionStage} of these.
 * Methods that return neither {@code Uni} nor {@code CompletionStage} run on a worker thread and may block.
 */
@Retention(RUNTIME)
@Target(ElementType.METHOD)
public @interface Tool {
    /** Value of {@link #name()} that stands for the name of the method. */
    String ELEMENT_NAME = "<<element name>>";

    /** {@code [a-z0-9_]{1,40}}, unique within the connector. */
    String name() default ELEMENT_NAME;

    /** The name people read. */
    String title();

    /** What the tool does, when to use it and when not, for the model that chooses. */
    String description();

    /** What may be expected of a call. */
    Annotations annotations();

    /** The type of the structured content, for a method that returns {@link ToolResponse}. */
    OutputSchema outputSchema() default @OutputSchema;

    /** Hints about the behaviour of a tool (MCP 2026-07-28, {@code ToolAnnotations}); all four must be stated. */
    @Retention(RUNTIME)
    @Target({})
    @interface Annotations {
        /** The tool changes nothing. */
        boolean readOnlyHint();

        /** The tool may overwrite or delete; says nothing if it is read-only. */
        boolean destructiveHint();

        /** Calling again with the same arguments changes nothing further. */
        boolean idempotentHint();

        /** The tool reaches things outside the connector's own closed domain. */
        boolean openWorldHint();
    }

    /** Where an output schema comes from. */
    @Retention(RUNTIME)
    @Target({})
    @interface OutputSchema {
        /** The type to generate the schema from; {@code void} leaves it to the return type of the method. */
        Class<?> from() default void.class;
    }
}
