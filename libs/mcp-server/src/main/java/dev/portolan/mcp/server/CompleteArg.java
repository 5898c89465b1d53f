package dev.portolan.mcp.server;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Names the argument that a completion method completes. */
@Retention(RUNTIME)
@Target(ElementType.PARAMETER)
public @interface CompleteArg {
    /** Value of {@link #name()} that stands for the name of the parameter. */
    String ELEMENT_NAME = "<<element name>>";

    String name() default ELEMENT_NAME;
}
