package dev.portolan.mcp.server;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Makes a business method of a CDI bean complete a variable of a {@link ResourceTemplate}; parameters and returns are
 * those of {@link CompletePrompt}.
 */
@Retention(RUNTIME)
@Target(ElementType.METHOD)
public @interface CompleteResourceTemplate {
    /** The name of the resource template. */
    String value();
}
