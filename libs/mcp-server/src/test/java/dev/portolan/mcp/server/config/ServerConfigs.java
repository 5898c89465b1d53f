package dev.portolan.mcp.server.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Makes configurations without an application. */
public final class ServerConfigs {
    private ServerConfigs() {}

    public static ServerConfig of(Map<String, String> keys) {
        Map<String, String> all = new HashMap<>(Map.of(
                "quarkus.application.name", "atlas-connector",
                "quarkus.application.version", "1.2.3"));
        all.putAll(keys);
        return new SmallRyeConfigBuilder()
                .withMapping(ServerConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withConverter(Duration.class, 200, new DurationConverter())
                .addDefaultInterceptors()
                .build()
                .getConfigMapping(ServerConfig.class);
    }
}
