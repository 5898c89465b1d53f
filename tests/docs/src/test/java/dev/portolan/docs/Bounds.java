package dev.portolan.docs;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a value must keep to: what Bean Validation checks, or else what the Javadoc promises. */
final class Bounds {
    private static final String NUMBER = "\\d[\\d,.]*(?: ?(?:ms|s|m|h|KiB|MiB|characters))?\\b";
    private static final Pattern PROMISED = Pattern.compile(
            "\\b" + NUMBER + " to " + NUMBER + "|\\b(?:[Aa]t least|[Uu]p to) " + NUMBER + "|\\b[Aa]t most `[^`]+`");

    private Bounds() {}

    static String of(List<AnnotationTree> annotations, String description) {
        Map<String, Long> limits = new HashMap<>();
        boolean notBlank = false;
        for (AnnotationTree annotation : annotations) {
            String name = annotation.getAnnotationType().toString();
            switch (name) {
                case "WithDefault", "WithParentName", "WithName" -> {}
                case "Min", "Max" -> limits.put(name, number(argument(annotation, "value")));
                case "Size" -> {
                    limits.put("Min", number(argument(annotation, "min")));
                    limits.put("Max", number(argument(annotation, "max")));
                }
                case "NotBlank" -> notBlank = true;
                default -> throw new IllegalStateException("@" + name + " on a configuration key is not known here");
            }
        }
        String characters = annotations.toString().contains("@Size") ? " characters" : "";
        if (limits.isEmpty()) {
            return notBlank ? "not blank" : promised(description);
        }
        return checked(limits.get("Min"), limits.get("Max")) + characters;
    }

    private static String checked(Long least, Long most) {
        if (least == null) {
            return String.format(Locale.ROOT, "at most %,d", most);
        }
        return most == null
                ? String.format(Locale.ROOT, "at least %,d", least)
                : String.format(Locale.ROOT, "%,d to %,d", least, most);
    }

    private static String promised(String description) {
        Matcher matcher = PROMISED.matcher(description);
        return matcher.find() ? matcher.group().replaceFirst("^A", "a").replaceFirst("^U", "u") : "";
    }

    private static long number(ExpressionTree literal) {
        return ((Number) ((LiteralTree) literal).getValue()).longValue();
    }

    /** The value of an annotation's member; all members in question are given wherever they are used. */
    static ExpressionTree argument(AnnotationTree annotation, String member) {
        for (ExpressionTree argument : annotation.getArguments()) {
            if (!(argument instanceof AssignmentTree assignment)) {
                return argument;
            }
            if (assignment.getVariable().toString().equals(member)) {
                return assignment.getExpression();
            }
        }
        throw new IllegalStateException(annotation + " says no " + member);
    }
}
