package dev.portolan.mcp.server;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** An argument of a {@link Prompt}; the parameter is a {@code String} or {@code Optional<String>}. */
@Retention(RUNTIME)
@Target(ElementType.PARAMETER)
public @interface PromptArg {
    /** Value of {@link #name()} that stands for the name of the parameter. */
    String ELEMENT_NAME = "<<element name>>";

    String name() default ELEMENT_NAME;

    /** The name people read. */
    String title() default "";

    String description();

    /** Not consulted for {@code Optional} and {@code @Nullable} parameters nor where there is a default. */
    boolean required() default true;

    /** The value of an argument that is not given; empty for none. */
    String defaultValue() default "";
}
