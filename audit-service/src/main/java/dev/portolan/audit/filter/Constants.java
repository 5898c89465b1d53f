package dev.portolan.audit.filter;

import com.google.protobuf.Timestamp;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** What a part of an expression without fields is worth: a text, a number, a truth or a time. */
final class Constants {

    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().build();

    private static final Set<String> FUNCTIONS = Set.of("timestamp", "duration", "_+_", "_-_", "-_");

    private final CelAbstractSyntaxTree tree;

    Constants(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    /** Empty if it has no value, or one that PostgreSQL cannot hold exactly. */
    Optional<Object> value(CelExpr expr) {
        if (!isConstant(expr)) {
            return Optional.empty();
        }
        try {
            CelAbstractSyntaxTree part = CelAbstractSyntaxTree.newCheckedAst(
                    expr, tree.getSource(), tree.getReferenceMap(), tree.getTypeMap());
            return held(RUNTIME.createProgram(part).eval());
        } catch (CelEvaluationException e) {
            return Optional.empty();
        }
    }

    private static boolean isConstant(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> true;
            case CALL ->
                FUNCTIONS.contains(expr.call().function())
                        && expr.call().target().isEmpty()
                        && expr.call().args().stream().allMatch(Constants::isConstant);
            default -> false;
        };
    }

    private static Optional<Object> held(Object value) {
        if (value instanceof Timestamp moment) {
            return held(Instant.ofEpochSecond(moment.getSeconds(), moment.getNanos()));
        }
        if (value instanceof Instant moment) {
            return moment.truncatedTo(ChronoUnit.MICROS).equals(moment) ? Optional.of(moment) : Optional.empty();
        }
        if (value instanceof String text) {
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        }
        return value instanceof Long || value instanceof Boolean ? Optional.of(value) : Optional.empty();
    }
}
