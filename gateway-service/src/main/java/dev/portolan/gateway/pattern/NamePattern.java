package dev.portolan.gateway.pattern;

/**
 * A name with wildcards: {@code *} stands for any run of characters, also for none; everything else for itself, case
 * included. Matching takes at most length of pattern times length of name steps.
 */
public record NamePattern(String text) {
    /** Whether the whole name is one that the pattern stands for. */
    public boolean matches(String name) {
        int at = 0;
        int inPattern = 0;
        int star = -1;
        int retryAt = 0;
        while (at < name.length()) {
            if (inPattern < text.length() && text.charAt(inPattern) == '*') {
                star = inPattern++;
                retryAt = at;
            } else if (inPattern < text.length() && text.charAt(inPattern) == name.charAt(at)) {
                inPattern++;
                at++;
            } else if (star >= 0) {
                inPattern = star + 1;
                at = ++retryAt;
            } else {
                return false;
            }
        }
        while (inPattern < text.length() && text.charAt(inPattern) == '*') {
            inPattern++;
        }
        return inPattern == text.length();
    }
}
