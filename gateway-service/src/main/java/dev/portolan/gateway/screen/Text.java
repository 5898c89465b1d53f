package dev.portolan.gateway.screen;

/** Text from elsewhere, made fit to be shown. */
final class Text {
    private Text() {}

    /** Without control and invisible formatting characters, cut at a length. */
    static String cleaned(String text, int longest) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), longest));
        text.codePoints()
                .filter(c -> c == '\n' || !(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT))
                .limit(longest)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
