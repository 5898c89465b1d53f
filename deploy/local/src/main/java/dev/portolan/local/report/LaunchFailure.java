package dev.portolan.local.report;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The launcher's one exception: a sentence for the person at the terminal, which names what to do about it. */
public final class LaunchFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    /**
     * A failure with a sentence written by us.
     *
     * @param exitCode how the command ends
     * @param sentence what is wrong and what to do, in one sentence, without a secret
     */
    public LaunchFailure(ExitCode exitCode, String sentence) {
        this(exitCode, sentence, null);
    }

    private LaunchFailure(ExitCode exitCode, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /**
     * A failure to read or write. A full disk is told apart, because that is the one people can act on at once.
     *
     * @param attempt what was being done, to follow "while", e.g. {@code "unpacking Keycloak"}
     * @param cause the failure
     * @return the failure as a sentence
     */
    public static LaunchFailure io(String attempt, IOException cause) {
        if (isFullDisk(cause)) {
            return new LaunchFailure(
                    ExitCode.PRECONDITION,
                    "The disk became full while " + attempt + ": free some space, or move the state with "
                            + "PORTOLAN_STATE, and run ./portolan up again.",
                    cause);
        }
        return new LaunchFailure(
                ExitCode.FAILED, "Reading or writing failed while " + attempt + ": " + reason(cause) + ".", cause);
    }

    /**
     * Whether a failure says that a file system is full (ENOSPC, EDQUOT).
     *
     * @param failure any failure
     * @return true if it or one of its causes does
     */
    public static boolean isFullDisk(Throwable failure) {
        Throwable current = failure;
        for (int depth = 0; current != null && depth < 10; depth++) {
            String text = String.valueOf(current.getMessage()).toLowerCase(Locale.ROOT);
            if (text.contains("no space left on device") || text.contains("disk quota exceeded")) {
                return true;
            }
            current = current.getCause();
        }
        return false;
    }

    /**
     * How the command ends.
     *
     * @return the exit code
     */
    public ExitCode exitCode() {
        return exitCode;
    }

    /**
     * The sentence.
     *
     * @return what is wrong and what to do
     */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    private static String reason(IOException cause) {
        if (cause instanceof FileSystemException file) {
            String reason = file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
            return file.getFile() + " (" + reason + ")";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
