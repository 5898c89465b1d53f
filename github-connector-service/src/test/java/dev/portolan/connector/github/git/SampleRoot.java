package dev.portolan.connector.github.git;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** A root with repositories made for tests, and the connector's view of it. */
public final class SampleRoot {

    private static final Instant BEGIN = Instant.parse("2026-01-10T12:00:00Z");

    private final Path root;
    private final Map<String, String> settings = new HashMap<>();
    private int commits;

    public SampleRoot(Path root) {
        this.root = root;
        settings.put("git.root", root.toString());
    }

    public Path path() {
        return root;
    }

    /** With another setting than the default. */
    public SampleRoot with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    public GitConfig config() {
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(GitConfig.class)
                .withDefaultValues(settings)
                .build();
        return config.getConfigMapping(GitConfig.class);
    }

    public GitRepositories repositories() {
        return new GitRepositories(config(), Clock.systemUTC());
    }

    /** A repository of three commits by two people, with a branch, two tags and a binary file. */
    public SampleRoot make(String name) {
        try (Git git = Git.init()
                .setDirectory(root.resolve(name).toFile())
                .setInitialBranch("main")
                .call()) {
            commit(git, "ada", "Begin\n\nWith a poem.", Map.of("poem.txt", "one\ntwo\nthree\n", "src/a.c", "int a;\n"));
            git.tag().setName("v1.0").setAnnotated(true).setMessage("First").call();
            commit(git, "grace", "Change the middle", Map.of("poem.txt", "one\nTWO\nthree\n"));
            git.branchCreate().setName("feature/x").call();
            git.tag().setName("light").setAnnotated(false).call();
            commit(git, "ada", "Add bytes", Map.of("src/b.bin", "a\0b"));
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** Adds a commit to a repository that is there. */
    public SampleRoot commit(String name, Map<String, String> files) {
        try (Git git = Git.open(root.resolve(name).toFile())) {
            commit(git, "ada", "More", files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    private void commit(Git git, String author, String message, Map<String, String> files) throws GitAPIException {
        files.forEach((path, text) -> {
            Path file = git.getRepository().getWorkTree().toPath().resolve(path);
            try {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        git.add().addFilepattern(".").call();
        PersonIdent who = new PersonIdent(
                author, author + "@example.org", BEGIN.plusSeconds(86_400L * commits++), ZoneOffset.UTC);
        git.commit()
                .setMessage(message)
                .setAuthor(who)
                .setCommitter(who)
                .setSign(false)
                .call();
    }
}
