package dev.portolan.mcp;

import org.jspecify.annotations.Nullable;

/** The grammar of one JSON number, byte by byte. */
final class JsonNumber {
    private enum State {
        MINUS,
        ZERO,
        WHOLE,
        POINT,
        FRACTION,
        E,
        SIGN,
        EXPONENT
    }

    private final int longest;
    private State state = State.ZERO;
    private int length;

    /** @param longest most bytes of one number */
    JsonNumber(int longest) {
        this.longest = longest;
    }

    /** Whether a number may begin so. */
    boolean begin(byte b) {
        length = 1;
        state = b == '-' ? State.MINUS : b == '0' ? State.ZERO : State.WHOLE;
        return b == '-' || isDigit(b);
    }

    /** Takes one more byte, if it belongs to the number. */
    boolean take(byte b) {
        State next = next(b);
        if (next == null || ++length > longest) {
            return false;
        }
        state = next;
        return true;
    }

    /** Whether what was taken is a whole number; false for one that grew too long, since it goes on. */
    boolean isComplete() {
        return length <= longest
                && (state == State.ZERO || state == State.WHOLE || state == State.FRACTION || state == State.EXPONENT);
    }

    private @Nullable State next(byte b) {
        boolean digit = isDigit(b);
        boolean e = b == 'e' || b == 'E';
        return switch (state) {
            case MINUS -> b == '0' ? State.ZERO : digit ? State.WHOLE : null;
            case ZERO -> b == '.' ? State.POINT : e ? State.E : null;
            case WHOLE -> digit ? State.WHOLE : b == '.' ? State.POINT : e ? State.E : null;
            case POINT -> digit ? State.FRACTION : null;
            case FRACTION -> digit ? State.FRACTION : e ? State.E : null;
            case E -> digit ? State.EXPONENT : b == '+' || b == '-' ? State.SIGN : null;
            case SIGN, EXPONENT -> digit ? State.EXPONENT : null;
        };
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
