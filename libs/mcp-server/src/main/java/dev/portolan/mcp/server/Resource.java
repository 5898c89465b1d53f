package dev.portolan.mcp.server;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Makes a business method of a CDI bean a resource of fixed address. The method may take {@link RequestUri} and
 * {@link Cancellation} and returns {@link ResourceResponse}, {@link ResourceContents}, a list of those, a
 * {@code String}, any other object (served as JSON), or a {@code Uni} or {@code CompletionStage} of these.
 */
@Retention(RUNTIME)
@Target(ElementType.METHOD)
public @interface Resource {
    /** Value of {@link #name()} that stands for the name of the method. */
    String ELEMENT_NAME = "<<element name>>";

    /** Absolute, unique within the connector. */
    String uri();

    String name() default ELEMENT_NAME;

    /** The name people read. */
    String title() default "";

    String description();

    /** Given to contents that state none themselves. */
    String mimeType() default "";
}
