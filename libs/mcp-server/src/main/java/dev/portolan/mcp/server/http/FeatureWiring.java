package dev.portolan.mcp.server.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.mcp.server.feature.FeatureBean;
import dev.portolan.mcp.server.feature.Features;
import dev.portolan.mcp.server.schema.JsonCodec;
import dev.portolan.mcp.server.schema.SchemaWriter;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Makes beans of the pure packages. */
final class FeatureWiring {
    @Produces
    @Singleton
    JsonCodec codec(ObjectMapper mapper) {
        return new JsonCodec(mapper);
    }

    @Produces
    @Singleton
    Features features(@FeatureBean Instance<Object> beans, JsonCodec codec) {
        Map<Class<?>, Supplier<Object>> byClass = new TreeMap<>(Comparator.comparing(Class::getName));
        for (Instance.Handle<Object> handle : beans.handles()) {
            byClass.put(handle.getBean().getBeanClass(), handle::get);
        }
        return Features.of(byClass, new SchemaWriter(codec.mapper()));
    }
}
