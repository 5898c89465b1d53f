package dev.portolan.tlog.bundle;

import dev.portolan.tlog.SignedNote;
import java.util.Optional;

/** Looks at the entries one after the other, for what only their meaning can tell. */
@FunctionalInterface
public interface EntryCheck {

    /** Takes all entries as they are. */
    EntryCheck NONE = (index, entry) -> Optional.empty();

    /** The last head of the log that this one takes the place of, if its first entry says so. */
    default Optional<SignedNote> replaced(byte[] first) {
        return Optional.empty();
    }

    /** What is wrong with the entry at {@code index}, knowing those before it. */
    Optional<Finding> look(long index, byte[] entry);
}
