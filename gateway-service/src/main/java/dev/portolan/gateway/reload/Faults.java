package dev.portolan.gateway.reload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one file, so that all of it is told at once. Not thread-safe. */
public final class Faults {
    private static final int LONGEST_QUOTE = 60;

    private final Path file;
    private final List<Fault> found = new ArrayList<>();

    public Faults(Path file) {
        this.file = file;
    }

    /** @param line counted from 1; 0 if it concerns the file as a whole */
    public void add(int line, String sentence) {
        found.add(new Fault(line, sentence));
    }

    /** @throws BadFile with what was found so far, if anything was */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw BadFile.of(file, found);
        }
    }

    /** The exception that tells what was found so far and this, for where nothing further can be read. */
    public BadFile with(int line, String sentence) {
        add(line, sentence);
        return BadFile.of(file, found);
    }

    /** Text from the file as it may stand in a sentence: quoted, short, on one line. */
    public static String quoted(String text) {
        String cut = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
        return "'" + cut.replaceAll("\\p{C}", "?") + "'";
    }
}
