package dev.portolan.connector.github.git;

import java.io.File;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * The system as JGit may see it: no environment, no configuration outside the repository, and so no search for a git
 * executable, no path to another object store, nothing an account's settings could change.
 */
final class IsolatedSystem extends SystemReader.Delegate {

    private IsolatedSystem(SystemReader real) {
        super(real);
    }

    /** Makes every later use of JGit in this process see that. */
    static void install() {
        SystemReader current = SystemReader.getInstance();
        if (!(current instanceof IsolatedSystem)) {
            SystemReader.setInstance(new IsolatedSystem(current));
        }
    }

    @Override
    public @Nullable String getenv(String variable) {
        return null;
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return nothing(fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return nothing(fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return nothing(fs);
    }

    private static FileBasedConfig nothing(FS fs) {
        return new FileBasedConfig(null, new File("nowhere"), fs) {
            @Override
            public void load() {
                // there is nothing to load
            }

            @Override
            public void save() {
                // nor a place to keep what JGit finds out about the file system
            }

            @Override
            public boolean isOutdated() {
                return false;
            }
        };
    }
}
