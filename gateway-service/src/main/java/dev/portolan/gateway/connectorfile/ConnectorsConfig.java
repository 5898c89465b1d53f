package dev.portolan.gateway.connectorfile;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where the list of connectors is and how it is watched. */
@ConfigMapping(prefix = "gateway.connectors")
public interface ConnectorsConfig {
    /**
     * The connectors file, relative to the directory the gateway runs in. Its syntax is docs/how-to/add-a-connector.md.
     */
    @WithDefault("connectors.yaml")
    Path file();

    /** Time between two looks at the file, 10 ms to 1 h. A change is in force after two looks that find the same. */
    @WithDefault("1s")
    Duration pollInterval();

    /** Longest file that is read, up to 64 MiB. A longer one is a bad file. */
    @WithDefault("256K")
    MemorySize maxSize();
}
