package dev.portolan.mcp.server;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Makes a business method of a CDI bean a family of resources. Each variable of the template binds to the parameter
 * of that name or {@link ResourceTemplateArg}; returns are those of {@link Resource}.
 *
 * <p>Variables are {@code {x}} (one path segment, percent-decoded) and {@code {+x}} (the rest, slashes included),
 * RFC 6570 levels 1 and 2. Where several templates match, the one with more literal characters serves.
 */
@Retention(RUNTIME)
@Target(ElementType.METHOD)
public @interface ResourceTemplate {
    /** Value of {@link #name()} that stands for the name of the method. */
    String ELEMENT_NAME = "<<element name>>";

    /** Unique within the connector. */
    String uriTemplate();

    /** What {@link CompleteResourceTemplate} refers to; unique within the connector. */
    String name() default ELEMENT_NAME;

    /** The name people read. */
    String title() default "";

    String description();

    /** Given to contents that state none themselves. */
    String mimeType() default "";
}
