package dev.portolan.gateway.stream;

import dev.portolan.mcp.JsonSlice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The last notices of a stream, numbered in order, so that a client that comes back gets what it missed. Ids are good
 * for this object alone: another replica, or this one after a restart, does not take them for its own. Not thread-safe.
 */
final class RecentEvents {
    private final String name =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private final int most;
    private final Deque<Event> events = new ArrayDeque<>();
    private long last;

    /**
     * One notice.
     *
     * @param number counts from 1
     * @param notification a JSON-RPC notification
     */
    record Event(long number, JsonSlice notification) {}

    /** @param most notices that are kept */
    RecentEvents(int most) {
        this.most = most;
    }

    /** Keeps a notice, unless the same is kept already under a number after the one told last: that covers it. */
    void add(JsonSlice notification, long told) {
        boolean covered = events.stream()
                .anyMatch(e -> e.number() > told && e.notification().equals(notification));
        if (covered) {
            return;
        }
        if (events.size() == most) {
            events.removeFirst();
        }
        events.addLast(new Event(++last, notification));
    }

    /** Forgets everything, so that no number given so far can be continued. */
    void forget() {
        events.clear();
        last++;
    }

    /** The oldest kept notice after that number, or null if there is none. */
    @Nullable Event after(long number) {
        return events.stream().filter(e -> e.number() > number).findFirst().orElse(null);
    }

    /** The number of the last notice. */
    long last() {
        return last;
    }

    /** Whether everything after that number is kept. */
    boolean continues(long number) {
        long first = events.isEmpty() ? last + 1 : events.getFirst().number();
        return number >= first - 1 && number <= last;
    }

    /** The SSE event id of a number. */
    String id(long number) {
        return name + "-" + number;
    }

    /** The number of an event id, or empty if the id is none of ours. */
    OptionalLong number(String id) {
        String prefix = name + "-";
        boolean ours = id.startsWith(prefix) && id.substring(prefix.length()).matches("[0-9]{1,18}");
        return ours ? OptionalLong.of(Long.parseLong(id.substring(prefix.length()))) : OptionalLong.empty();
    }
}
