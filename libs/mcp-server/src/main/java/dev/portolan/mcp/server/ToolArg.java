package dev.portolan.mcp.server;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * An argument of a {@link Tool}. Its type becomes the schema; {@code @Min}, {@code @Max}, {@code @Size} and
 * {@code @Pattern} of {@code jakarta.validation} appear in it and are enforced before the method is called.
 */
@Retention(RUNTIME)
@Target(ElementType.PARAMETER)
public @interface ToolArg {
    /** Value of {@link #name()} that stands for the name of the parameter. */
    String ELEMENT_NAME = "<<element name>>";

    /** Unique within the tool. */
    String name() default ELEMENT_NAME;

    /** What the argument means, its unit, range and form. */
    String description();

    /** Not consulted for {@code Optional} and {@code @Nullable} parameters nor where there is a default. */
    boolean required() default true;

    /** The value of an argument that is not given: text as it is for strings and enums, else JSON. Empty for none. */
    String defaultValue() default "";
}
