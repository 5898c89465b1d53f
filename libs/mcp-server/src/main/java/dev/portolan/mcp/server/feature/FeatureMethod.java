package dev.portolan.mcp.server.feature;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A method of a connector that serves a feature.
 *
 * @param bean gives the bean it is called on
 * @param method the method, accessible
 * @param parameters its parameters in order
 */
public record FeatureMethod(Supplier<Object> bean, Method method, List<FeatureParameter> parameters) {
    public FeatureMethod {
        parameters = List.copyOf(parameters);
    }

    /** Class and method, for messages. */
    public String where() {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    /** Whether it must not run on an event loop. */
    public boolean isBlocking() {
        boolean waits =
                method.getReturnType() != Uni.class && !CompletionStage.class.isAssignableFrom(method.getReturnType());
        return method.isAnnotationPresent(Blocking.class) || waits && !method.isAnnotationPresent(NonBlocking.class);
    }

    /** What it returns in the end, {@code Uni} or {@code CompletionStage} taken off. */
    public Type resultType() {
        Type declared = method.getGenericReturnType();
        if (declared instanceof ParameterizedType generic
                && generic.getRawType() instanceof Class<?> raw
                && (raw == Uni.class || CompletionStage.class.isAssignableFrom(raw))) {
            return generic.getActualTypeArguments()[0];
        }
        return declared;
    }

    /** Only the arguments. */
    public List<FeatureParameter> arguments() {
        return parameters.stream().filter(FeatureParameter::isArgument).toList();
    }

    /**
     * Calls it on the current thread.
     *
     * @return what it returned, which may be a {@code Uni} or {@code CompletionStage}
     * @throws Exception what it threw; an {@code Error} comes as the cause of an {@code IllegalStateException}
     */
    public @Nullable Object call(@Nullable Object[] arguments) throws Exception {
        try {
            return method.invoke(bean.get(), arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getTargetException() instanceof Exception exception) {
                throw exception;
            }
            throw new IllegalStateException("feature method ended with an error", thrown.getTargetException());
        }
    }
}
