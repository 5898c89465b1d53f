package dev.portolan.connector.github.git;

import dev.portolan.connector.github.failure.Failure;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The name of a commit: a branch, a tag, HEAD, or an object id of 4 to 40 digits, with at most three steps back
 * ({@code ~2}, {@code ^1}). Of Git's revision language nothing else is understood: no search, no reflog, no path.
 */
public record Revision(String text) {

    private static final Pattern FORM = Pattern.compile(
            "(?!.*(?:\\.\\.|//|@\\{|\\.lock))[A-Za-z0-9_][A-Za-z0-9._/+@#=-]{0,199}(?:[~^][0-9]{0,4}){0,3}");

    /**
     * Checks the form.
     *
     * @throws dev.portolan.mcp.server.ToolCallException validation_failed, if it is not a revision as above
     */
    public Revision {
        if (!FORM.matcher(text).matches() || text.endsWith("/") || text.endsWith(".")) {
            throw Failure.VALIDATION_FAILED.because(
                    "ref: give a branch, a tag, HEAD or a commit id, at most with steps back such as ~1.");
        }
    }

    /** The given name, or HEAD. */
    public static Revision of(Optional<String> text) {
        return new Revision(text.filter(given -> !given.isEmpty()).orElse("HEAD"));
    }

    /**
     * The commit of this name.
     *
     * @throws dev.portolan.mcp.server.ToolCallException not_found, if there is none; validation_failed, if an
     *     abbreviated id fits several
     */
    public RevCommit in(Repository repository, RevWalk walk) throws IOException {
        try {
            ObjectId id = repository.resolve(text + "^{commit}");
            if (id == null) {
                throw GitErrors.noRevision();
            }
            return walk.parseCommit(id);
        } catch (AmbiguousObjectException e) {
            throw Failure.VALIDATION_FAILED.because("ref: several objects begin with these digits; give more of them.");
        } catch (RevisionSyntaxException | IncorrectObjectTypeException | MissingObjectException e) {
            throw GitErrors.noRevision();
        }
    }
}
