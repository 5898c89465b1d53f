package dev.portolan.connector.github.git;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Which plain Git repositories are served and what reading them may cost. */
@ConfigMapping(prefix = "git")
public interface GitConfig {

    /** Directory whose direct children are the repositories, bare or with a work tree. Without it there are none. */
    Optional<Path> root();

    /** Longest time one call reads. */
    @WithDefault("10s")
    Duration deadline();

    /** Repositories shown in one list. */
    @WithDefault("200")
    @Min(1) @Max(1000) int repositories();

    /** Text of patches in one answer; the patch that crosses it is cut there. */
    @WithDefault("200K")
    MemorySize patchSize();

    /** Largest file whose content is shown; larger ones are only described. */
    @WithDefault("1M")
    MemorySize fileSize();

    /** Entries below a repository's Git directory that are looked at for links; with more it is not served. */
    @WithDefault("500000")
    @Min(1000) int entries();

    /** How long a repository that was found sound is not looked at again. */
    @WithDefault("1m")
    Duration soundTtl();
}
