package dev.portolan.gateway.pattern;

import java.util.Optional;

/** A pattern of resource URIs, by the wildcards of {@link NamePattern}. */
public final class UriPattern {
    private final NamePattern written;
    private final NamePattern folded;

    private UriPattern(NamePattern written, NamePattern folded) {
        this.written = written;
        this.folded = folded;
    }

    /** Empty if the pattern is crooked, see {@link UriSpelling}: no URI could be told to match it. */
    public static Optional<UriPattern> of(String text) {
        return UriSpelling.of(text).folded().map(NamePattern::new).map(f -> new UriPattern(new NamePattern(text), f));
    }

    /** Whether the URI matches however it is read: what permission goes by. */
    public boolean matchesSurely(UriSpelling uri) {
        return written.matches(uri.written())
                && (isEverything() || uri.folded().filter(folded::matches).isPresent());
    }

    /** Whether the URI matches as some connector might read it: what prohibition goes by. */
    public boolean matchesPossibly(UriSpelling uri) {
        return written.matches(uri.written())
                || uri.folded().map(folded::matches).orElse(true);
    }

    private boolean isEverything() {
        return written.text().equals("*");
    }
}
