package dev.portolan.mcp.server.feature;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a feature method.
 *
 * @param kind what it is given
 * @param name the argument or variable, or the parameter's own name
 * @param title the name people read; empty for none
 * @param description what it means; empty for none
 * @param type its type, {@code Optional} taken off
 * @param optional whether it is declared as {@code Optional}
 * @param required whether a call without it is refused
 * @param defaultValue what it is if not given, or null
 */
public record FeatureParameter(
        Kind kind,
        String name,
        String title,
        String description,
        Type type,
        boolean optional,
        boolean required,
        @Nullable JsonNode defaultValue) {
    /** What a parameter is given. */
    public enum Kind {
        ARGUMENT,
        PROGRESS,
        PROGRESS_TOKEN,
        CANCELLATION,
        REQUEST_URI,
        COMPLETE_CONTEXT
    }

    /** A parameter that is no argument. */
    static FeatureParameter framework(Kind kind, String name, Type type) {
        return new FeatureParameter(kind, name, "", "", type, false, false, null);
    }

    public boolean isArgument() {
        return kind == Kind.ARGUMENT;
    }
}
