package dev.portolan.tlog.bundle;

import java.util.Optional;

/** Looks at the entries one after the other, for what only their meaning can tell. */
@FunctionalInterface
public interface EntryCheck {

    /** Takes all entries as they are. */
    EntryCheck NONE = (index, entry) -> Optional.empty();

    /** What is wrong with the entry at {@code index}, knowing those before it. */
    Optional<Finding> look(long index, byte[] entry);
}
