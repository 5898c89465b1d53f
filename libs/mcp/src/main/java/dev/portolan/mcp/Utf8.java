package dev.portolan.mcp;

/** The grammar of UTF-8 beyond ASCII, byte by byte (RFC 3629 §4): no overlong forms, no surrogates, none too high. */
final class Utf8 {
    private int missing;
    private int least;
    private int most;

    /** Whether a character has begun and is not complete. */
    boolean isOpen() {
        return missing > 0;
    }

    /** Takes one byte; false if it cannot stand there. */
    boolean take(byte b) {
        int value = b & 0xFF;
        if (missing > 0) {
            boolean fits = value >= least && value <= most;
            missing--;
            least = 0x80;
            most = 0xBF;
            return fits;
        }
        least = value == 0xE0 ? 0xA0 : value == 0xF0 ? 0x90 : 0x80;
        most = value == 0xED ? 0x9F : value == 0xF4 ? 0x8F : 0xBF;
        missing = value >= 0xF0 ? 3 : value >= 0xE0 ? 2 : 1;
        return value >= 0xC2 && value <= 0xF4;
    }
}
