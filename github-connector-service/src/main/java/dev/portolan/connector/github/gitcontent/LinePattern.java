package dev.portolan.connector.github.gitcontent;

import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.git.ReadDeadline;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What lines are searched for: a text as it stands, or a regular expression. Matching gives up at the deadline even
 * inside one line, as a regular expression may take very long on little text.
 */
final class LinePattern {

    private static final int LONGEST = 500;

    private final Pattern pattern;

    private LinePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Reads what was given.
     *
     * @throws dev.portolan.mcp.server.ToolCallException validation_failed, if it is empty, too long or no expression
     */
    static LinePattern of(String text, boolean regex, boolean ignoreCase) {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw Failure.VALIDATION_FAILED.because("pattern: give 1 to " + LONGEST + " characters.");
        }
        int flags = (regex ? 0 : Pattern.LITERAL) | (ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        try {
            return new LinePattern(Pattern.compile(text, flags));
        } catch (PatternSyntaxException e) {
            throw Failure.VALIDATION_FAILED.because(
                    "pattern: this is no regular expression; leave regex off for text.");
        }
    }

    boolean in(String line, ReadDeadline deadline) {
        return pattern.matcher(new Watched(line, deadline)).find();
    }

    /** A text that looks at the clock now and then while it is read. */
    private static final class Watched implements CharSequence {

        private static final int LOOK = 0xFFF;

        private final String text;
        private final ReadDeadline deadline;
        private int reads;

        Watched(String text, ReadDeadline deadline) {
            this.text = text;
            this.deadline = deadline;
        }

        @Override
        public char charAt(int index) {
            if ((++reads & LOOK) == 0) {
                deadline.check();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
