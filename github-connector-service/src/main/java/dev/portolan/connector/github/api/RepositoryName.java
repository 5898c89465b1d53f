package dev.portolan.connector.github.api;

import dev.portolan.connector.github.failure.Failure;
import java.util.regex.Pattern;

/** A repository by owner and name, both of the form GitHub allows, so that they are safe in a path. */
public record RepositoryName(String owner, String name) {

    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,38}");
    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}");

    /**
     * Checks both parts.
     *
     * @throws dev.portolan.mcp.server.ToolCallException validation_failed, if one is not of GitHub's form
     */
    public RepositoryName {
        owner = checkedOwner(owner);
        if (!NAME.matcher(name).matches()) {
            throw Failure.VALIDATION_FAILED.because(
                    "repo: a repository name has letters, digits, '.', '_' and '-' only.");
        }
    }

    /**
     * An owner's login.
     *
     * @throws dev.portolan.mcp.server.ToolCallException validation_failed, if it is not of GitHub's form
     */
    public static String checkedOwner(String owner) {
        if (!OWNER.matcher(owner).matches()) {
            throw Failure.VALIDATION_FAILED.because(
                    "owner: a login has letters, digits, '_' and '-' only, at most 39.");
        }
        return owner;
    }

    String path() {
        return "/repos/" + owner + "/" + name;
    }

    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
