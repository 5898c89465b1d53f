package dev.portolan.gateway.resume;

import dev.portolan.mcp.JsonSlice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one answer, numbered in order. They are kept as long as there is room; what finds none is held only
 * until it is written. Not thread-safe.
 */
final class KeptMessages {
    /** What every event id of an answer begins with, by which it is told from those of a standing stream. */
    static final String MARK = "answer-";

    /** What one message takes beside its bytes, about. */
    private static final int OVERHEAD = 256;

    private final String name =
            MARK + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private final Room room;
    private final int most;
    private final Deque<Kept> messages = new ArrayDeque<>();
    private long last;
    private boolean closed;

    /**
     * One message.
     *
     * @param number counts from 1
     * @param news whether it may be left out: progress, log messages
     * @param isLast whether it is the answer
     * @param stays whether it is kept once it is written
     */
    record Kept(long number, JsonSlice message, boolean news, boolean isLast, boolean stays) {
        private int bytes() {
            return OVERHEAD + message.length();
        }
    }

    /** @param most messages that are kept */
    KeptMessages(Room room, int most) {
        this.room = room;
        this.most = most;
    }

    /**
     * Adds a message.
     *
     * @param heard whether somebody is there to take it at once
     * @return whether it is there to be read
     */
    boolean add(JsonSlice message, boolean news, boolean isLast, boolean heard) {
        if (messages.size() >= most) {
            leaveOut();
        }
        boolean stays = !closed && room.take(OVERHEAD + message.length());
        if (!stays && (news || !heard)) {
            return false;
        }
        messages.addLast(new Kept(++last, message, news, isLast, stays));
        return true;
    }

    private void leaveOut() {
        Iterator<Kept> all = messages.iterator();
        while (all.hasNext()) {
            Kept oldest = all.next();
            if (oldest.news()) {
                all.remove();
                giveBack(oldest);
                return;
            }
        }
        giveBack(messages.removeFirst());
    }

    private void giveBack(Kept kept) {
        if (kept.stays()) {
            room.give(kept.bytes());
        }
    }

    /** The oldest message after that number that is still there, or null if there is none. */
    @Nullable Kept after(long number) {
        for (Kept kept : messages) {
            if (kept.number() > number) {
                return kept;
            }
        }
        return null;
    }

    /** It is written. */
    void written(Kept kept) {
        if (!kept.stays()) {
            messages.remove(kept);
        }
    }

    /**
     * Keeps nothing from now on but what is yet to be written.
     *
     * @param upTo the number of the last message that needs no more writing
     */
    void close(long upTo) {
        if (closed) {
            return;
        }
        closed = true;
        List<Kept> all = List.copyOf(messages);
        messages.clear();
        for (Kept kept : all) {
            giveBack(kept);
            if (kept.number() > upTo) {
                messages.addLast(new Kept(kept.number(), kept.message(), kept.news(), kept.isLast(), false));
            }
        }
    }

    /** What the event ids of these messages have in common. */
    String name() {
        return name;
    }

    /** The SSE event id of a number. */
    String id(long number) {
        return name + "-" + number;
    }

    /** The number of the newest message. */
    long last() {
        return last;
    }

    /** The number in one of these event ids, or empty if it is none that was given. */
    OptionalLong number(String id) {
        String prefix = name + "-";
        boolean ours = id.startsWith(prefix) && id.substring(prefix.length()).matches("[0-9]{1,18}");
        long number = ours ? Long.parseLong(id.substring(prefix.length())) : Long.MAX_VALUE;
        return number <= last ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /** The name in an event id of any answer. */
    static String nameIn(String id) {
        int end = id.lastIndexOf('-');
        return end < MARK.length() ? id : id.substring(0, end);
    }
}
