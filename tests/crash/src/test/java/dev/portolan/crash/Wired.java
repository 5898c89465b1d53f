package dev.portolan.crash;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** A service's parts, each made with its one constructor of parts that are made likewise; as the container does. */
final class Wired {
    private final Map<String, String> settings;
    private final Map<Class<?>, Object> parts = new HashMap<>();

    Wired(Map<String, String> settings) {
        this.settings = settings;
        with(MeterRegistry.class, new SimpleMeterRegistry());
        with(Clock.class, Clock.systemUTC());
    }

    /** With this part. */
    <T> Wired with(Class<T> type, T part) {
        parts.put(type, part);
        return this;
    }

    /** The part of this type. */
    <T> T part(Class<T> type) {
        Object known = parts.get(type);
        if (known == null) {
            known = type.isAnnotationPresent(ConfigMapping.class) ? config(type, settings) : made(type);
            parts.put(type, known);
        }
        return type.cast(known);
    }

    /** The part of the class of this name, which may be its package's own. */
    Object part(String type) {
        try {
            return part(Class.forName(type));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T made(Class<T> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            Object[] arguments = new Object[constructor.getParameterCount()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = part(constructor.getParameterTypes()[i]);
            }
            return type.cast(constructor.newInstance(arguments));
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot make " + type, e);
        }
    }

    static <T> T config(Class<T> type, Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(type)
                .withSources(new PropertiesConfigSource(settings, "crash", 100))
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(type);
    }
}
