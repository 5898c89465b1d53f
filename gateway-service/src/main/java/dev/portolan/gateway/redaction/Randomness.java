package dev.portolan.gateway.redaction;

/**
 * Tells what looks as if it was drawn at random, as keys are, from words, paths and numbers: a run of letters and
 * digits that is long, uses many different characters (Shannon's entropy), and goes from one kind of character to
 * another more often than words do.
 *
 * <p>Digests and identifiers are drawn at random, too, and are what an investigation asks for. So hexadecimal digits
 * (UUIDs, SHA-256, commits), ULIDs and subresource integrity are never taken for keys: a key of that form is known by
 * its name only.
 */
public final class Randomness {
    private static final double CHANGES = 0.22;
    private static final int ASCII = 128;

    private final int shortest;
    private final double bits;

    /**
     * @param shortest run that is looked at, in characters; 0: none is
     * @param bits least entropy, in bits per character
     */
    public Randomness(int shortest, double bits) {
        this.shortest = shortest;
        this.bits = bits;
    }

    /** Whether such a run stands somewhere in the text. */
    boolean isIn(String text) {
        if (shortest == 0) {
            return false;
        }
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !(isWord(text.charAt(i)) || isJoint(text.charAt(i)))) {
                if (i - from >= shortest && isRandom(text.substring(from, i))) {
                    return true;
                }
                from = i + 1;
            }
        }
        return false;
    }

    /** A run with the joints of Base64 counts as a whole, if it has all kinds of characters; each part counts alone. */
    private boolean isRandom(String run) {
        if (isIdentifier(run)) {
            return false;
        }
        if (Kinds.of(run) == Kinds.ALL && looksDrawn(run)) {
            return true;
        }
        int from = 0;
        for (int i = 0; i <= run.length(); i++) {
            if (i == run.length() || isJoint(run.charAt(i))) {
                String part = run.substring(from, i);
                if (part.length() >= shortest && !isIdentifier(part) && looksDrawn(part)) {
                    return true;
                }
                from = i + 1;
            }
        }
        return false;
    }

    private static boolean isIdentifier(String run) {
        boolean hex = true;
        for (int i = 0; i < run.length() && hex; i++) {
            char c = run.charAt(i);
            hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || c == '-';
        }
        boolean ulid = run.length() == 26 && run.startsWith("01") && Kinds.of(run) == (Kinds.UPPER | Kinds.DIGIT);
        return hex || ulid || run.startsWith("sha256-") || run.startsWith("sha384-") || run.startsWith("sha512-");
    }

    private boolean looksDrawn(String run) {
        int[] count = new int[ASCII];
        int changes = 0;
        int letters = 0;
        int last = 0;
        for (int i = 0; i < run.length(); i++) {
            char c = run.charAt(i);
            count[c]++;
            int kind = Kinds.of(c);
            if (kind != 0) {
                changes += last != 0 && last != kind && !beginsWord(last, kind) ? 1 : 0;
                letters++;
                last = kind;
            }
        }
        return changes >= CHANGES * letters && entropy(count, run.length()) >= bits;
    }

    private static boolean beginsWord(int last, int kind) {
        return last == Kinds.UPPER && kind == Kinds.LOWER;
    }

    private static double entropy(int[] count, int length) {
        double entropy = 0;
        for (int n : count) {
            if (n > 0) {
                double share = (double) n / length;
                entropy -= share * Math.log(share);
            }
        }
        return entropy / Math.log(2);
    }

    static boolean isWord(char c) {
        return Kinds.of(c) != 0;
    }

    static boolean isJoint(char c) {
        return c == '-' || c == '_' || c == '+' || c == '/';
    }

    /** Kinds of characters, as bits. */
    private static final class Kinds {
        static final int UPPER = 1;
        static final int LOWER = 2;
        static final int DIGIT = 4;
        static final int ALL = UPPER | LOWER | DIGIT;

        static int of(char c) {
            return c >= 'a' && c <= 'z' ? LOWER : c >= 'A' && c <= 'Z' ? UPPER : c >= '0' && c <= '9' ? DIGIT : 0;
        }

        static int of(String run) {
            int kinds = 0;
            for (int i = 0; i < run.length(); i++) {
                kinds |= of(run.charAt(i));
            }
            return kinds;
        }
    }
}
