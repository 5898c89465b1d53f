package dev.portolan.connector.github.git;

import dev.portolan.connector.github.failure.Failure;
import dev.portolan.mcp.server.ToolCallException;
import java.io.IOException;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.LargeObjectException;

/** What reading repositories can fail with: the only place where JGit's failures become messages, in our words. */
public final class GitErrors {

    private GitErrors() {}

    /** Work on a repository, which may fail in JGit's ways. */
    @FunctionalInterface
    public interface Reading<T> {
        T read() throws IOException, GitAPIException;
    }

    /** Does the work and maps its failure. */
    public static <T> T reading(Reading<T> work) {
        try {
            return work.read();
        } catch (LargeObjectException e) {
            throw Failure.TOO_LARGE.because("An object in this repository is too large to be read here.");
        } catch (IOException | GitAPIException e) {
            throw Failure.UPSTREAM_MISBEHAVED.because("This repository cannot be read; it may be damaged.");
        }
    }

    static ToolCallException notConfigured() {
        return Failure.NOT_CONFIGURED.because(
                "This connector serves no plain Git repositories; its operator can set git.root.");
    }

    static ToolCallException noRepository() {
        return Failure.NOT_FOUND.because("No such repository. git_repositories shows what there is.");
    }

    static ToolCallException unsound(String why) {
        return Failure.FORBIDDEN.because("This repository is not served: " + why + ".");
    }

    /** A revision that names nothing. */
    public static ToolCallException noRevision() {
        return Failure.NOT_FOUND.because(
                "No such branch, tag or commit. git_branches and git_tags show what there is.");
    }

    /** A path that is not in a tree. */
    public static ToolCallException noPath() {
        return Failure.NOT_FOUND.because("There is no such path at this revision.");
    }

    static ToolCallException late() {
        return Failure.TIMEOUT.because("Reading the repository took too long. Ask for less: a path, a smaller range.");
    }
}
