package dev.portolan.audit.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.audit.criteria.Form;
import dev.portolan.audit.criteria.Parameters;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a report has to be told.
 *
 * @param name of the query parameter
 * @param type {@code text}, {@code uuid} or {@code integer}; the first two must be given
 * @param meaning of its value
 * @param usual value of an integer that is not given
 * @param min of an integer
 * @param max of an integer
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ReportParameter(
        String name, String type, String meaning, OptionalInt usual, OptionalInt min, OptionalInt max) {

    private static final Pattern TEXT = Pattern.compile("([a-z_]+) (text|uuid): (.+)");
    private static final Pattern INTEGER = Pattern.compile("([a-z_]+) (integer) (\\d+) (\\d+)\\.\\.(\\d+): (.+)");

    static ReportParameter parse(String declared) {
        Matcher integer = INTEGER.matcher(declared);
        if (integer.matches()) {
            return new ReportParameter(
                    integer.group(1),
                    integer.group(2),
                    integer.group(6),
                    number(integer, 3),
                    number(integer, 4),
                    number(integer, 5));
        }
        Matcher text = TEXT.matcher(declared);
        if (!text.matches()) {
            throw new IllegalArgumentException("not a parameter of a report: " + declared);
        }
        OptionalInt none = OptionalInt.empty();
        return new ReportParameter(text.group(1), text.group(2), text.group(3), none, none, none);
    }

    /** @throws Refused if it is missing or not readable */
    Object read(Parameters parameters) {
        if (usual.isPresent()) {
            return parameters.number(name, min.orElseThrow(), max.orElseThrow(), usual.getAsInt());
        }
        return parameters
                .read(name, type.equals("uuid") ? Form.UUID : Form.TEXT, meaning)
                .orElseThrow(() -> new Refused(
                        Problem.badRequest("The parameter '" + name + "' is missing.", "Give the " + meaning + ".")));
    }

    private static OptionalInt number(Matcher matcher, int group) {
        return OptionalInt.of(Integer.parseInt(matcher.group(group)));
    }
}
