package dev.portolan.audit.query;

import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A question as it was asked: what to look for, how many, and from where on.
 *
 * @param criteria what to look for; all must hold
 * @param limit records in a page
 * @param cursor where the last page ended, as given with it
 */
record Question(Map<Criterion, Object> criteria, int limit, Optional<String> cursor) {

    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";

    /**
     * Reads the parameters of a request.
     *
     * @throws Refused if a parameter is unknown, given twice or not readable, or the times exclude each other
     */
    static Question read(Map<String, List<String>> parameters, QueryConfig config) {
        Map<Criterion, Object> criteria = new EnumMap<>(Criterion.class);
        int limit = config.defaultLimit();
        Optional<String> cursor = Optional.empty();
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            String value = single(name, parameter.getValue());
            if (name.equals(LIMIT)) {
                limit = limit(value, config.maxLimit());
            } else if (name.equals(CURSOR)) {
                cursor = Optional.of(value);
            } else {
                Criterion criterion = Criterion.of(name).orElseThrow(() -> unknown(name));
                criteria.put(criterion, criterion.read(value));
            }
        }
        checkTimes(criteria);
        return new Question(criteria, limit, cursor);
    }

    /** The question in words, the same whatever the order of its parameters; a cursor is bound to it. */
    String canonical() {
        return criteria.entrySet().stream()
                .map(entry -> entry.getKey().parameter() + "=" + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** For the record of who looked. */
    Map<String, String> parameters() {
        Map<String, String> texts = new LinkedHashMap<>();
        criteria.forEach((criterion, value) -> texts.put(criterion.parameter(), value.toString()));
        texts.put(LIMIT, Integer.toString(limit));
        cursor.ifPresent(at -> texts.put(CURSOR, "…"));
        return texts;
    }

    private static String single(String name, List<String> values) {
        if (values.size() != 1) {
            throw new Refused(Problem.badRequest(
                    "The parameter '" + shown(name) + "' is given " + values.size() + " times.", "Give it once."));
        }
        return values.get(0);
    }

    private static int limit(String text, int max) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= max) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // refused below, like a number out of range
        }
        throw new Refused(
                Problem.badRequest("The value of 'limit' cannot be read.", "Give a number from 1 to " + max + "."));
    }

    private static void checkTimes(Map<Criterion, Object> criteria) {
        boolean empty = criteria.get(Criterion.FROM) instanceof Instant from
                && criteria.get(Criterion.TO) instanceof Instant to
                && !from.isBefore(to);
        if (empty) {
            throw new Refused(Problem.badRequest(
                    "'from' is not before 'to', so nothing can match.", "Swap them or widen the span."));
        }
    }

    private static Refused unknown(String name) {
        String known =
                Arrays.stream(Criterion.values()).map(Criterion::parameter).collect(Collectors.joining(", "));
        return new Refused(Problem.badRequest(
                "The parameter '" + shown(name) + "' is unknown.", "Use: " + known + ", limit, cursor."));
    }

    /** Foreign text, fit to be quoted back. */
    private static String shown(String name) {
        String printable = name.replaceAll("[^A-Za-z0-9_.-]", "?");
        return printable.substring(0, Math.min(printable.length(), 40));
    }
}
