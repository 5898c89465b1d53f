package dev.portolan.audit.filter;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.store.Clause;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A condition on records, written in a subset of CEL.
 *
 * @param text as it was asked
 * @param clause the same over {@code audit_event AS r} and {@code people.subject AS p}
 */
public record Filter(String text, Clause clause) {

    static final String ALLOWED = "Use fields of the audit event, texts, numbers, true, false, timestamp(\"…\"),"
            + " duration(\"…\"); == != in && || ! and parentheses; < <= > >= for numbers and times;"
            + " startsWith, endsWith and contains for texts; exists and all for lists; has(field);"
            + " cidr(client.address, \"10.0.0.0/8\"). See docs/reference/audit-filter.md.";

    /** Deeper than this the parser gives up. */
    private static final int MAX_DEPTH = 50;

    private static final CelCompiler COMPILER = compiler();

    /** @throws Refused if the text is too long, no condition, or says what is not allowed; with the place */
    public static Filter of(String text, FilterLimits config) {
        if (text.codePointCount(0, text.length()) > config.maxLength()) {
            throw new Refused(Problem.badRequest(
                    "The filter has more than " + config.maxLength() + " characters.", "Ask with a shorter filter."));
        }
        CelAbstractSyntaxTree parsed = tree(COMPILER.parse(text), "This cannot be read.");
        CelAbstractSyntaxTree checked =
                tree(COMPILER.check(parsed), "This is no field of an event, or it does not fit what stands beside it.");
        return new Filter(text, new FilterSql(checked, config.maxNodes()).condition());
    }

    /** What a field holds that is no list. */
    public enum Kind {
        /** Characters. */
        TEXT,
        /** A whole number of 64 bits. */
        NUMBER,
        /** A moment, as RFC 3339 writes it. */
        TIME
    }

    /** All fields of an event that are a text, a number or a time, sorted by name. */
    public static SortedMap<String, Kind> plainFields() {
        SortedMap<String, Kind> plain = new TreeMap<>();
        Field.fields().values().stream()
                .filter(field -> !(field.type() instanceof ListType))
                .forEach(field -> plain.put(field.name(), kind(field.type())));
        return plain;
    }

    private static Kind kind(CelType type) {
        if (type.equals(SimpleType.INT)) {
            return Kind.NUMBER;
        }
        return type.equals(SimpleType.TIMESTAMP) ? Kind.TIME : Kind.TEXT;
    }

    /** A refusal that points at a character of the filter, counted from 1. */
    static Refused refused(int position, String what) {
        return new Refused(Problem.badRequest("The filter, at character " + position + ": " + what, ALLOWED));
    }

    private static CelAbstractSyntaxTree tree(CelValidationResult result, String otherwise) {
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            int column = e.getErrors().stream()
                    .map(CelIssue::getSourceLocation)
                    .mapToInt(location -> Math.max(location.getColumn(), 0))
                    .findFirst()
                    .orElse(0);
            throw refused(column + 1, otherwise);
        }
    }

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(
                        CelOptions.current().maxParseRecursionDepth(MAX_DEPTH).build())
                .setStandardMacros(CelStandardMacro.EXISTS, CelStandardMacro.ALL)
                .addMacros(Functions.HAS_MACRO)
                .addFunctionDeclarations(Functions.ALL)
                .setResultType(SimpleType.BOOL);
        Field.fields().values().forEach(field -> builder.addVar(field.name(), field.type()));
        return builder.build();
    }
}
