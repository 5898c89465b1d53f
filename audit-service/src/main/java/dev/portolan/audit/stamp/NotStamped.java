package dev.portolan.audit.stamp;

import org.jspecify.annotations.Nullable;

/** There is no stamp; the message says why in our words. */
final class NotStamped extends Exception {

    private static final long serialVersionUID = 1L;

    NotStamped(@Nullable String why) {
        super(why, null, false, false);
    }
}
