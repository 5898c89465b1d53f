package dev.portolan.audit.criteria;

import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a request, each taken once by name; what nobody asked for is refused at the end. */
public final class Parameters {

    private final Map<String, List<String>> given;
    private final Set<String> known = new LinkedHashSet<>();

    /** Of the query part of a URI. */
    public Parameters(Map<String, List<String>> given) {
        this.given = given;
    }

    /** @throws Refused if it is given twice */
    public Optional<String> text(String name) {
        known.add(name);
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new Refused(Problem.badRequest(
                    "The parameter '" + name + "' is given " + values.size() + " times.", "Give it once."));
        }
        return values.stream().findFirst();
    }

    /** @throws Refused if it is given twice or has not the form */
    public Optional<Object> read(String name, Form form, String meaning) {
        return text(name).map(value -> form.read(value).orElseThrow(() -> unreadable(name, form, meaning)));
    }

    /** @throws Refused if it is given twice, is no number, or lies outside */
    public int number(String name, int min, int max, int otherwise) {
        return text(name).map(value -> number(name, value, min, max)).orElse(otherwise);
    }

    /** @throws Refused if it is given twice or is none of {@code choices}, of which the first is taken without it */
    public String choice(String name, List<String> choices) {
        String value = text(name).orElse(choices.get(0));
        if (!choices.contains(value)) {
            throw new Refused(Problem.badRequest(
                    "The value of '" + name + "' cannot be read.", "One of: " + String.join(", ", choices) + "."));
        }
        return value;
    }

    /** @throws Refused if there is a parameter nobody has asked for */
    public void nothingElse() {
        given.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new Refused(Problem.badRequest(
                            "The parameter '" + shown(name) + "' is unknown.",
                            "Use: " + String.join(", ", known) + "."));
                });
    }

    /** That a value has not its form, and which form it is. */
    public static Refused unreadable(String name, Form form, String meaning) {
        String choices = form.choices().isEmpty() ? "" : " One of: " + String.join(", ", form.choices()) + ".";
        return new Refused(Problem.badRequest(
                "The value of '" + name + "' cannot be read.", "Give the " + meaning + "." + choices));
    }

    private static int number(String name, String text, int min, int max) {
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, like a number out of range
        }
        throw new Refused(Problem.badRequest(
                "The value of '" + name + "' cannot be read.", "Give a number from " + min + " to " + max + "."));
    }

    /** Foreign text, fit to be quoted back. */
    private static String shown(String name) {
        String printable = name.replaceAll("[^A-Za-z0-9_.-]", "?");
        return printable.substring(0, Math.min(printable.length(), 40));
    }
}
