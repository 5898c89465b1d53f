package dev.portolan.mcp;

/** The grammar of one JSON string after its first quotation mark, in UTF-8, byte by byte. */
final class JsonString {
    private static final int HEX_DIGITS = 4;

    private final Utf8 utf8 = new Utf8();
    private boolean over;
    private boolean wellFormed;
    private boolean escaped;
    private boolean afterBackslash;
    private int hexDigits;

    void begin() {
        over = false;
        wellFormed = true;
        escaped = false;
    }

    /** Takes bytes to the end of the string, or to the first that cannot stand there; gives where that is. */
    int take(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !over && wellFormed) {
            byte b = bytes[at++];
            if (hexDigits > 0) {
                wellFormed = Character.digit(b, 16) >= 0;
                hexDigits--;
            } else if (afterBackslash) {
                afterBackslash = false;
                hexDigits = b == 'u' ? HEX_DIGITS : 0;
                wellFormed = "\"\\/bfnrtu".indexOf(b) >= 0;
            } else if (b < 0 || utf8.isOpen()) {
                wellFormed = utf8.take(b);
            } else if (b == '"') {
                over = true;
            } else if (b == '\\') {
                escaped = true;
                afterBackslash = true;
            } else {
                wellFormed = b >= 0x20;
            }
        }
        return at;
    }

    boolean isOver() {
        return over;
    }

    boolean isWellFormed() {
        return wellFormed;
    }

    /** Whether there is an escape sequence in it. */
    boolean isEscaped() {
        return escaped;
    }
}
