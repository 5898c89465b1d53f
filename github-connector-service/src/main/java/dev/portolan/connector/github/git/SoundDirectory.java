package dev.portolan.connector.github.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/**
 * Looks at a Git directory before anything is read from it: no link below it, no objects borrowed from elsewhere, no
 * part kept elsewhere, no configuration included from elsewhere. Then all that JGit opens lies inside.
 */
final class SoundDirectory {

    private static final int CONFIG_BYTES = 64 * 1024;

    private final Path directory;
    private final int most;
    private int seen;

    private SoundDirectory(Path directory, int most) {
        this.directory = directory;
        this.most = most;
    }

    /**
     * Looks at all of it.
     *
     * @return why the repository is not to be served, or empty if it is sound
     */
    static Optional<String> fault(Path directory, int most) throws IOException {
        return new SoundDirectory(directory, most).fault();
    }

    private Optional<String> fault() throws IOException {
        for (String elsewhere :
                Set.of("objects/info/alternates", "objects/info/http-alternates", "commondir", "gitdir")) {
            if (Files.exists(directory.resolve(elsewhere), LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of("it keeps a part of itself elsewhere");
            }
        }
        if (hasLink()) {
            return Optional.of("it has symbolic links, or too many files to look at");
        }
        return configuration();
    }

    private boolean hasLink() throws IOException {
        boolean[] found = new boolean[1];
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found[0] = !attributes.isRegularFile() || ++seen > most;
                return found[0] ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }
        });
        return found[0];
    }

    private Optional<String> configuration() throws IOException {
        Path file = directory.resolve("config");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > CONFIG_BYTES) {
            return Optional.of("its configuration is too large");
        }
        Config config = new Config();
        try {
            config.fromText(Files.readString(file, StandardCharsets.UTF_8));
        } catch (ConfigInvalidException e) {
            return Optional.of("its configuration cannot be read");
        }
        Set<String> sections = config.getSections();
        boolean includes = sections.stream()
                .anyMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("include"));
        return includes ? Optional.of("its configuration includes other files") : Optional.empty();
    }
}
