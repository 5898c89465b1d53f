package dev.portolan.tlog.bundle;

import java.util.Optional;

/** Looks at the entries one after the other, for what only their meaning can tell. */
@FunctionalInterface
public interface EntryCheck {

    /** Takes all entries as they are. */
    EntryCheck NONE = (index, entry) -> Optional.empty();

    /** The entries of the log {@code origin} follow, if its head is to be believed. */
    default void begin(String origin) {}

    /** What is wrong if of the entry at {@code index} only the hash is there, as far as that can be told yet. */
    default Optional<Finding> gone(long index) {
        return Optional.of(new Finding(Finding.Kind.INCOMPLETE, index, "the entry is not there"));
    }

    /** What is wrong with all entries together; asked when the root that is signed has vouched for them. */
    default Optional<Finding> end() {
        return Optional.empty();
    }

    /** How the log ended that this one takes the place of, if its first entry says so. */
    default Optional<Predecessor> predecessor(byte[] first) {
        return Optional.empty();
    }

    /** What is wrong with the entry at {@code index}, knowing those before it. */
    Optional<Finding> look(long index, byte[] entry);
}
