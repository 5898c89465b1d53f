package dev.portolan.tlog.bundle;

import java.util.Optional;

/** Looks at the entries for what only their meaning can tell. */
@FunctionalInterface
public interface EntryCheck {

    /** Takes all entries as they are. */
    EntryCheck NONE = (index, entry) -> Optional::empty;

    /** What is left to be looked at of an entry that was read. */
    @FunctionalInterface
    interface Step {
        /** What is wrong with the entry, knowing those before it: steps are taken by one thread, in their order. */
        Optional<Finding> take();
    }

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

    /** Reads the entry at {@code index}: for many entries at once and in no order, so it must not change anything. */
    Step read(long index, byte[] entry);
}
