package dev.portolan.gateway.change;

import dev.portolan.gateway.screen.Text;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two definitions: for each place, by JSON Pointer, the text before and after around the first
 * difference, with what does not show spelled out. Bounded; places beyond that are counted.
 */
final class Diff {
    private static final int MOST_PLACES = 32;
    private static final int MOST_BYTES = 6_500;
    private static final int LONGEST_TEXT = 240;
    private static final int LONGEST_PLACE = 200;
    private static final int LEAD = 40;

    private final List<JsonSlice> places = new ArrayList<>();
    private int bytes;
    private int more;

    private Diff() {}

    /** An array of objects {@code at}, {@code old}, {@code new}, and at its end {@code more} if there is more. */
    static JsonSlice between(JsonSlice old, JsonSlice now) {
        Diff diff = new Diff();
        diff.compare("", old, now);
        if (diff.more > 0) {
            diff.places.add(JsonObject.empty().set("more", diff.more).toSlice());
        }
        return JsonObject.array(diff.places);
    }

    private void compare(String at, @Nullable JsonSlice old, @Nullable JsonSlice now) {
        if (old == null || now == null) {
            add(at, old, now);
        } else if (old.isObject() && now.isObject()) {
            members(at, old.members(), now.members());
        } else if (old.isArray()
                && now.isArray()
                && old.elements().size() == now.elements().size()) {
            elements(at, old.elements(), now.elements());
        } else if (!CanonicalSlice.sha256(old).equals(CanonicalSlice.sha256(now))) {
            add(at, old, now);
        }
    }

    private void members(String at, JsonObject old, JsonObject now) {
        Set<String> names = new LinkedHashSet<>(old.names());
        names.addAll(now.names());
        for (String name : names) {
            compare(at + "/" + name.replace("~", "~0").replace("/", "~1"), old.get(name), now.get(name));
        }
    }

    private void elements(String at, List<JsonSlice> old, List<JsonSlice> now) {
        for (int i = 0; i < old.size(); i++) {
            compare(at + "/" + i, old.get(i), now.get(i));
        }
    }

    private void add(String at, @Nullable JsonSlice old, @Nullable JsonSlice now) {
        String before = old == null ? null : shown(old);
        String after = now == null ? null : shown(now);
        int from = before == null || after == null ? 0 : Math.max(0, firstDifference(before, after) - LEAD);
        JsonObject place = JsonObject.empty().set("at", window(Text.revealed(at), 0, LONGEST_PLACE));
        if (before != null) {
            place.set("old", window(before, from, LONGEST_TEXT));
        }
        if (after != null) {
            place.set("new", window(after, from, LONGEST_TEXT));
        }
        JsonSlice slice = place.toSlice();
        if (places.size() < MOST_PLACES && bytes + slice.length() <= MOST_BYTES) {
            places.add(slice);
            bytes += slice.length();
        } else {
            more++;
        }
    }

    private static String shown(JsonSlice value) {
        String text = value.text();
        return Text.revealed(text != null ? text : value.json());
    }

    private static int firstDifference(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        for (int i = 0; i < shorter; i++) {
            if (one.charAt(i) != other.charAt(i)) {
                return i;
            }
        }
        return shorter;
    }

    /** Halves of surrogate pairs at the cuts become U+FFFD when the text is written. */
    private static String window(String text, int from, int longest) {
        int to = Math.min(text.length(), from + longest);
        return (from > 0 ? "…" : "") + text.substring(Math.min(from, to), to) + (to < text.length() ? "…" : "");
    }
}
