package dev.portolan.gateway.child;

import dev.portolan.gateway.transport.UpstreamConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Configuration as it is read, with the defaults for what is not given. */
final class TestConfig {
    private TestConfig() {}

    static ChildConfig of(Map<String, String> given) {
        return read(given).getConfigMapping(ChildConfig.class);
    }

    static UpstreamConfig upstream() {
        return read(Map.of()).getConfigMapping(UpstreamConfig.class);
    }

    private static SmallRyeConfig read(Map<String, String> given) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ChildConfig.class)
                .withMapping(UpstreamConfig.class)
                .withSources(new PropertiesConfigSource(given, "test", 1000))
                .build();
    }
}
