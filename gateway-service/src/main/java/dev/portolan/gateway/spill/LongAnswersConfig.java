package dev.portolan.gateway.spill;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What becomes of connectors' answers that are too long for memory. */
@ConfigMapping(prefix = "gateway.long-answers")
public interface LongAnswersConfig {
    /**
     * The longest answer to a call that is held in memory. Of a longer one the long strings (texts, files in Base64) go
     * through the disk; what is left may not be longer than this.
     */
    @WithDefault("4M")
    MemorySize inMemory();

    /** The longest answer that is held in memory where none can go through the disk: lists, batches, WebSockets. */
    @WithDefault("16M")
    MemorySize longestInMemory();

    /** The longest string that stays in memory, of an answer whose long strings go through the disk. */
    @WithDefault("64K")
    MemorySize longestString();

    /** Where the files lie. Without it, a new directory within the system's directory for temporary files. */
    Optional<Path> directory();

    /** How much disk they may take together. An answer that finds no room is refused. */
    @WithDefault("2G")
    MemorySize room();

    /** How long a client that reads its answer may take nothing of it. After that its connection is ended. */
    @WithDefault("30s")
    Duration stall();
}
