package dev.portolan.audit.tail;

import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the order of all records.
 *
 * @param log number of the log
 * @param index of the leaf in it; -1 before the first
 */
record Place(int log, long index) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

    /** @throws Refused if {@code text} is not the id of an event of a tail */
    static Place read(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new Refused(Problem.badRequest(
                    "Last-Event-ID cannot be read.", "Give the id of the last event of the stream before."));
        }
        return new Place(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    /** As the id of an event. */
    @Override
    public String toString() {
        return log + "-" + index;
    }
}
