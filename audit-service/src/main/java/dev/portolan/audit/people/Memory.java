package dev.portolan.audit.people;

import dev.portolan.audit.people.keys.DataKey;
import dev.portolan.audit.people.keys.KeyId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was looked up, as long as no key is destroyed and the database is the one that was asked; the longest unused
 * goes first.
 */
final class Memory {

    private final Map<Acted.Seen, Long> subjects;
    private final Map<KeyId, DataKey> keys;
    private String generation = "";

    Memory(int max) {
        subjects = bounded(max);
        keys = bounded(max);
    }

    /** What is known of them. */
    synchronized Bound recall(String now, Collection<Acted> acted) {
        if (!generation.equals(now)) {
            subjects.clear();
            keys.clear();
            generation = now;
        }
        Bound bound = new Bound(now);
        for (Acted each : acted) {
            Long subject = subjects.get(each.seen());
            if (subject != null) {
                bound.subjects.put(each.seen(), subject);
            }
            KeyId id = KeyId.at(bound.actor(each.commitment(), each.at()), each.at());
            DataKey key = keys.get(id);
            if (key != null) {
                bound.keys.put(id, key);
            }
        }
        return bound;
    }

    /** Of no use if a key was destroyed since, or another database is asked. */
    synchronized void remember(Bound bound) {
        if (bound.generation.equals(generation)) {
            bound.subjects.forEach((seen, subject) -> {
                if (!bound.isForgotten(subject)) {
                    subjects.put(seen, subject);
                }
            });
            keys.putAll(bound.keys);
        }
    }

    private static <K, V> Map<K, V> bounded(int max) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > max;
            }
        };
    }
}
