package dev.portolan.audit.people;

import dev.portolan.audit.people.keys.DataKey;
import dev.portolan.audit.people.keys.KeyId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The numbers and keys of those who acted in a batch; holds within its transaction. */
public final class Bound {

    /** Number of nobody. */
    public static final long NOBODY = 0;

    /** Number of somebody of whom only a commitment is known. */
    public static final long UNDISCLOSED = -1;

    final String generation;
    final Map<Acted.Seen, Long> subjects = new HashMap<>();
    final Map<KeyId, DataKey> keys = new HashMap<>();
    final Set<Long> forgotten = new HashSet<>();

    Bound(String generation) {
        this.generation = generation;
    }

    /** Number of who acted: {@link #NOBODY}, {@link #UNDISCLOSED}, or a positive one. */
    public long actor(String commitment, Instant at) {
        return commitment.isEmpty()
                ? NOBODY
                : subjects.getOrDefault(new Acted.Seen(commitment, KeyId.month(at)), UNDISCLOSED);
    }

    /** Whether they were erased: then nothing of theirs is stored any more. */
    public boolean isForgotten(long actor) {
        return forgotten.contains(actor);
    }

    /** The key of their payloads; empty if it cannot be unwrapped, or nobody asked for it. */
    public Optional<DataKey> key(long actor, Instant at) {
        return Optional.ofNullable(keys.get(KeyId.at(actor, at)));
    }
}
