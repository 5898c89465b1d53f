package dev.portolan.gateway.change;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How definitions of connectors are kept under control. */
@ConfigMapping(prefix = "gateway.changes")
public interface ChangesConfig {
    /**
     * The approvals file, relative to the directory the gateway runs in. Without it nothing is approved. Its syntax is
     * docs/how-to/approve-tool-changes.md.
     */
    Optional<Path> approvalsFile();

    /** Time between two looks at the file, 10 ms to 1 h. A change is in force after two looks that find the same. */
    @WithDefault("1s")
    Duration pollInterval();

    /** Longest file that is read, up to 64 MiB. A longer one is a bad file. */
    @WithDefault("1M")
    MemorySize maxSize();

    /** Unicode characters of a title; what is longer is cut. */
    @WithDefault("200")
    @Min(1) @Max(10_000) int longestTitle();

    /** Unicode characters of a description, within schemas too, and of instructions; what is longer is cut. */
    @WithDefault("8192")
    @Min(1) @Max(1_000_000) int longestDescription();

    /** Records that one look at one connector may write; changes beyond that are one record with their number. */
    @WithDefault("100")
    @Min(3) @Max(10_000) int records();

    /** Held definitions that one answer of {@code GET /changes} shows. */
    @WithDefault("200")
    @Min(1) @Max(10_000) int shown();
}
