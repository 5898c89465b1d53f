package dev.portolan.gateway.spill;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The disk space for long answers: a directory that nobody else may read, and a bound on what lies there. A file goes
 * when it is closed; what a process left behind that was killed goes at the next start.
 */
@Singleton
final class SpillRoom {
    private static final String SUFFIX = ".answer";
    private static final String FILE_PERMISSIONS = "rw-------";
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final AtomicLong taken = new AtomicLong();
    private final Vertx vertx;
    private final long room;
    private final Path directory;
    private final boolean own;
    private final MeterRegistry registry;
    private final Gauge gauge;

    SpillRoom(LongAnswersConfig config, Vertx vertx, MeterRegistry registry) {
        this.vertx = vertx;
        this.room = config.room().asLongValue();
        this.own = config.directory().isEmpty();
        this.directory = directory(config.directory());
        this.registry = registry;
        this.gauge = Gauge.builder("gateway.long.answers.disk", taken, AtomicLong::get)
                .description("Disk space that long answers take at the moment")
                .baseUnit("bytes")
                .register(registry);
    }

    private static Path directory(Optional<Path> configured) {
        try {
            if (configured.isEmpty()) {
                return Files.createTempDirectory("portolan-answers-");
            }
            Path directory = Files.createDirectories(configured.get(), ownersOnly());
            try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
                for (Path file : left) {
                    Files.deleteIfExists(file);
                }
            }
            return directory;
        } catch (IOException unusable) {
            throw new UncheckedIOException("gateway.long-answers.directory cannot be used", unusable);
        }
    }

    private static FileAttribute<?>[] ownersOnly() {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** A new empty file, gone when it is closed. */
    Future<AsyncFile> create() {
        OpenOptions options = new OpenOptions()
                .setCreateNew(true)
                .setRead(true)
                .setWrite(true)
                .setDeleteOnClose(true);
        return vertx.fileSystem()
                .open(
                        directory.resolve(UUID.randomUUID() + SUFFIX).toString(),
                        POSIX ? options.setPerms(FILE_PERMISSIONS) : options);
    }

    /** Takes room, if there is that much. */
    boolean take(long bytes) {
        boolean fits = taken.addAndGet(bytes) <= room;
        if (!fits) {
            taken.addAndGet(-bytes);
        }
        return fits;
    }

    /** Gives it back. */
    void give(long bytes) {
        taken.addAndGet(-bytes);
    }

    @PreDestroy
    void close() throws IOException {
        registry.remove(gauge);
        if (own) {
            Files.deleteIfExists(directory);
        }
    }
}
