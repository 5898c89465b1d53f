package dev.portolan.gateway.viewfile;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the views are and how they are watched. */
@ConfigMapping(prefix = "gateway.views")
public interface ViewsConfig {
    /**
     * The views file, relative to the directory the gateway runs in. Its syntax is docs/reference/views.md. Without it
     * there are no views.
     */
    Optional<Path> file();

    /** Time between two looks at the file, 10 ms to 1 h. A change is in force after two looks that find the same. */
    @WithDefault("1s")
    Duration pollInterval();

    /** Longest file that is read, up to 64 MiB. A longer one is a bad file. */
    @WithDefault("256K")
    MemorySize maxSize();
}
