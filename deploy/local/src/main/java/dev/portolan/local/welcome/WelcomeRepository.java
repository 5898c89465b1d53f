package dev.portolan.local.welcome;

import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** Makes the repository {@code welcome}: seven commits by two people, two branches and a tag, always the same ids. */
public final class WelcomeRepository {

    private static final Person MAYA = new Person("Maya Keller", "maya@portolan.example");
    private static final Person TOMAS = new Person("Tomas Brandt", "tomas@portolan.example");
    private static final Instant BEGIN = Instant.parse("2026-03-02T08:15:00Z");
    private static final long HOURS_BETWEEN = 29;

    private final Path root;
    private int commits;

    private record Person(String name, String email) {}

    /**
     * The repository below a directory.
     *
     * @param root GIT_ROOT
     */
    public WelcomeRepository(Path root) {
        this.root = root;
    }

    /**
     * Makes it unless it is there; it appears whole or not at all.
     *
     * @return whether it was made
     * @throws LaunchFailure if it cannot be written
     */
    public boolean create() {
        Path repository = root.resolve("welcome");
        if (Files.exists(repository)) {
            return false;
        }
        Path fresh = root.resolve(".welcome.new");
        try {
            Files.createDirectories(root);
            deleteTree(fresh);
            write(fresh);
            Files.move(fresh, repository, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw LaunchFailure.io("making the sample Git repository", e);
        } catch (GitAPIException e) {
            throw new LaunchFailure(
                    ExitCode.FAILED, "The sample Git repository could not be made in " + repository + ".");
        }
    }

    private void write(Path directory) throws IOException, GitAPIException {
        try (Git git = Git.init()
                .setDirectory(directory.toFile())
                .setInitialBranch("main")
                .call()) {
            git.getRepository().getConfig().setBoolean("commit", null, "gpgsign", false);
            commit(git, MAYA, "Begin a logbook", "README.md", Content.README);
            commit(git, MAYA, "List the harbours of the first leg", "harbours.csv", Content.HARBOURS);
            commit(git, TOMAS, "Compute the distance between two harbours", "distance.py", Content.DISTANCE_ROUGH);
            commit(git, MAYA, "Explain how to plan a leg", "docs/planning.md", Content.PLANNING);
            commit(git, TOMAS, "Use the great circle, not a flat map", "distance.py", Content.DISTANCE);
            tag(git);
            git.branchCreate().setName("currents").call();
            commit(git, MAYA, "Correct the position of Porto", "harbours.csv", Content.HARBOURS_CORRECTED);
            git.checkout().setName("currents").call();
            commit(git, TOMAS, "Note the currents off Finisterre", "docs/currents.md", Content.CURRENTS);
            git.checkout().setName("main").call();
        }
    }

    private void commit(Git git, Person author, String message, String path, String content)
            throws IOException, GitAPIException {
        Path file = git.getRepository().getWorkTree().toPath().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        git.add().addFilepattern(path).call();
        PersonIdent ident = at(author);
        git.commit()
                .setMessage(message + "\n")
                .setAuthor(ident)
                .setCommitter(ident)
                .setSign(false)
                .setNoVerify(true)
                .call();
        commits++;
    }

    private void tag(Git git) throws GitAPIException {
        git.tag()
                .setName("v1.0")
                .setMessage("The first leg can be planned\n")
                .setTagger(at(MAYA))
                .setSigned(false)
                .call();
    }

    private PersonIdent at(Person person) {
        Instant when = BEGIN.plusSeconds(commits * HOURS_BETWEEN * 3_600);
        return new PersonIdent(person.name(), person.email(), when, ZoneOffset.UTC);
    }

    private static void deleteTree(Path tree) throws IOException {
        if (Files.exists(tree)) {
            org.eclipse.jgit.util.FileUtils.delete(tree.toFile(), org.eclipse.jgit.util.FileUtils.RECURSIVE);
        }
    }
}
