package dev.portolan.connector.github.git;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portolan.mcp.server.ToolCallException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * The repositories below the configured root. A name is one directory directly below it; what a name leads to must
 * lie there in truth, links resolved, and be sound ({@link SoundDirectory}). Opened as bare: no work tree, no index,
 * no hook, no filter, no transport is ever used.
 */
@ApplicationScoped
public class GitRepositories {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int FAULTS = 1000;

    private final GitConfig config;
    private final Clock clock;
    private final Cache<Path, Optional<String>> faults;

    public GitRepositories(GitConfig config, Clock clock) {
        IsolatedSystem.install();
        this.config = config;
        this.clock = clock;
        this.faults = Caffeine.newBuilder()
                .maximumSize(FAULTS)
                .expireAfterWrite(config.soundTtl())
                .executor(Runnable::run)
                .build();
    }

    /** Work on an open repository, within a deadline. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(Repository repository, ReadDeadline deadline)
                throws IOException, org.eclipse.jgit.api.errors.GitAPIException;
    }

    /**
     * Opens a repository, reads, closes it.
     *
     * @throws ToolCallException not_found, forbidden (not sound), timeout, upstream_misbehaved (damaged)
     */
    public <T> T reading(String name, Reading<T> work) {
        ReadDeadline deadline = new ReadDeadline(clock, clock.instant().plus(config.deadline()));
        return GitErrors.reading(() -> {
            try (Repository repository = open(name)) {
                return work.read(repository, deadline);
            }
        });
    }

    /** Names of all repositories in their order, so many at most. */
    public List<String> names(int most) {
        return GitErrors.reading(() -> {
            Path root = root();
            try (Stream<Path> children = Files.list(root)) {
                return children.filter(child -> NAME.matcher(String.valueOf(child.getFileName()))
                                .matches())
                        .filter(child -> gitDirectory(root, child).isPresent())
                        .map(child -> String.valueOf(child.getFileName()))
                        .sorted()
                        .limit(most)
                        .toList();
            }
        });
    }

    /** Whether a repository of this name may be read; one that is not there is not. */
    public boolean isSound(String name) {
        try {
            reading(name, (repository, deadline) -> name);
            return true;
        } catch (ToolCallException e) {
            return false;
        }
    }

    /** Whether a root is configured. */
    public boolean configured() {
        return config.root().isPresent();
    }

    /** Whether the root is there and can be listed. */
    public boolean readable() {
        return config.root()
                .filter(Files::isDirectory)
                .filter(Files::isReadable)
                .isPresent();
    }

    private Repository open(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw GitErrors.noRepository();
        }
        Path root = root();
        Path directory = gitDirectory(root, root.resolve(name)).orElseThrow(GitErrors::noRepository);
        Optional<String> fault = faults.getIfPresent(directory);
        if (fault == null) {
            fault = SoundDirectory.fault(directory, config.entries());
            faults.put(directory, fault);
        }
        if (fault.isPresent()) {
            throw GitErrors.unsound(fault.get());
        }
        return new FileRepositoryBuilder()
                .setGitDir(directory.toFile())
                .setBare()
                .setMustExist(true)
                .build();
    }

    private Path root() throws IOException {
        Path root = config.root().orElseThrow(GitErrors::notConfigured);
        if (!Files.isDirectory(root)) {
            throw GitErrors.notConfigured();
        }
        return root.toRealPath();
    }

    /** The Git directory of a child of the root, if it is one in truth and not by a link. */
    private static Optional<Path> gitDirectory(Path root, Path child) {
        return Stream.of(child.resolve(".git"), child)
                .filter(directory -> Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS))
                .filter(directory -> Files.isRegularFile(directory.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS))
                .filter(directory -> Files.isDirectory(directory.resolve("objects"), LinkOption.NOFOLLOW_LINKS))
                .filter(directory -> inside(root, directory))
                .findFirst();
    }

    private static boolean inside(Path root, Path directory) {
        try {
            return directory.toRealPath().equals(directory) && directory.startsWith(root);
        } catch (IOException e) {
            return false;
        }
    }
}
