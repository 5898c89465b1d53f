package dev.portolan.standin.github.world;

import java.util.ArrayList;
import java.util.List;

/** One changed file of a pull request; the patch is a single unified hunk. */
public record Change(String path, String status, int additions, int deletions, String patch) {

    private static final int CONTEXT = 3;

    static Change added(String path, String after) {
        List<String> lines = lines(after);
        return new Change(path, "added", lines.size(), 0, hunk(List.of(), lines, 0, 0));
    }

    /** What leads from one text to the other, taken as one hunk between the common head and the common tail. */
    static Change modified(String path, String before, String after) {
        List<String> old = lines(before);
        List<String> now = lines(after);
        int shorter = Math.min(old.size(), now.size());
        int head = 0;
        while (head < shorter && old.get(head).equals(now.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
            tail++;
        }
        return new Change(
                path, "modified", now.size() - head - tail, old.size() - head - tail, hunk(old, now, head, tail));
    }

    private static String hunk(List<String> old, List<String> now, int head, int tail) {
        int from = Math.max(0, head - CONTEXT);
        int after = Math.min(CONTEXT, tail);
        List<String> out = new ArrayList<>();
        int oldCount = old.size() - tail + after - from;
        int newCount = now.size() - tail + after - from;
        out.add("@@ -" + (oldCount == 0 ? 0 : from + 1) + "," + oldCount + " +" + (from + 1) + "," + newCount + " @@");
        old.subList(from, Math.min(head, old.size())).forEach(line -> out.add(" " + line));
        old.subList(Math.min(head, old.size()), old.size() - tail).forEach(line -> out.add("-" + line));
        now.subList(head, now.size() - tail).forEach(line -> out.add("+" + line));
        now.subList(now.size() - tail, now.size() - tail + after).forEach(line -> out.add(" " + line));
        return String.join("\n", out);
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
