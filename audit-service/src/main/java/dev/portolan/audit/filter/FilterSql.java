package dev.portolan.audit.filter;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.store.Clause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a checked expression as SQL. What it has no words for is refused; no value becomes part of the text. */
final class FilterSql {

    private static final Map<String, String> BETWEEN = Map.of(
            "_&&_", " AND ", "_||_", " OR ", "_==_", " = ", "_!=_", " <> ", "_<_", " < ", "_<=_", " <= ", "_>_", " > ",
            "_>=_", " >= ");

    private static final Map<String, String> TEXT_TESTS = Map.of(
            "startsWith", "starts_with(%s, %s)",
            "contains", "strpos(%s, %s) > 0",
            "endsWith", "right(%1$s, length(%2$s)) = %2$s");

    private final CelAbstractSyntaxTree tree;
    private final Constants constants;

    /** The texts of lists that are looked at one by one, under the names the filter gives them. */
    private final Map<String, String> items = new HashMap<>();

    private int left;

    FilterSql(CelAbstractSyntaxTree tree, int maxNodes) {
        this.tree = tree;
        this.constants = new Constants(tree);
        this.left = maxNodes;
    }

    /** @throws Refused if the expression is too large or says what is not allowed */
    Clause condition() {
        return write(tree.getExpr());
    }

    private Clause write(CelExpr expr) {
        if (left-- == 0) {
            throw refused(expr, "There are too many fields, values and operators.");
        }
        return switch (expr.getKind()) {
            case CONSTANT -> Clause.of("?", value(expr));
            case IDENT ->
                Clause.of(
                        items.containsKey(expr.ident().name())
                                ? items.get(expr.ident().name())
                                : field(expr).sql());
            case CALL -> call(expr, expr.call());
            case COMPREHENSION -> items(expr, expr.comprehension());
            default -> throw refused(expr, "This is not allowed.");
        };
    }

    private Clause call(CelExpr expr, CelCall call) {
        String name = call.function();
        if (BETWEEN.containsKey(name)) {
            return between(expr, call, BETWEEN.get(name));
        }
        if (TEXT_TESTS.containsKey(name)) {
            return textTest(call, TEXT_TESTS.get(name));
        }
        return switch (name) {
            case "!_" -> Clause.of("NOT (").then(write(call.args().get(0))).then(")");
            case "@in" -> in(expr, call);
            case Functions.HAS -> Clause.of(field(call.args().get(0)).present());
            case Functions.CIDR -> cidr(call);
            case "timestamp", "duration", "_+_", "_-_", "-_" -> Clause.of("?", value(expr));
            default -> throw refused(expr, "This is not allowed.");
        };
    }

    private Clause between(CelExpr expr, CelCall call, String operator) {
        CelExpr first = call.args().get(0);
        CelType type = type(first);
        boolean ordered = operator.contains("< ")
                || operator.contains("> ")
                || operator.contains("<=")
                || operator.contains(">=");
        boolean order = ordered && !operator.equals(" <> ");
        boolean fits = type.equals(SimpleType.INT)
                || type.equals(SimpleType.TIMESTAMP)
                || !order && (type.equals(SimpleType.STRING) || type.equals(SimpleType.BOOL));
        if (!fits) {
            throw refused(
                    expr, order ? "Only numbers and times have an order." : "Lists and durations are not compared.");
        }
        return Clause.of("(")
                .then(write(first))
                .then(")" + operator + "(")
                .then(write(call.args().get(1)))
                .then(")");
    }

    private Clause textTest(CelCall call, String form) {
        Clause text = write(call.target().orElseThrow());
        Clause part = write(call.args().get(0));
        // the second part may stand twice
        List<Object> values = new ArrayList<>(text.values());
        int times = form.contains("%2$s") ? 2 : 1;
        for (int i = 0; i < times; i++) {
            values.addAll(part.values());
        }
        return new Clause(form.formatted(text.sql(), part.sql()), values);
    }

    private Clause in(CelExpr expr, CelCall call) {
        CelExpr list = call.args().get(1);
        if (list.getKind() == CelExpr.ExprKind.Kind.IDENT) {
            return Clause.of(field(list).sql() + " @> to_jsonb((")
                    .then(write(call.args().get(0)))
                    .then(")::text)");
        }
        if (list.getKind() != CelExpr.ExprKind.Kind.LIST
                || type(call.args().get(0)).equals(SimpleType.BOOL)) {
            throw refused(expr, "After 'in' there is a list of values or a field that is a list.");
        }
        if (list.list().elements().isEmpty()) {
            return Clause.of("FALSE");
        }
        Clause clause = Clause.of("(").then(write(call.args().get(0))).then(") IN (");
        String between = "";
        for (CelExpr element : list.list().elements()) {
            clause = clause.then(between).then(write(element));
            between = ", ";
        }
        return clause.then(")");
    }

    private Clause cidr(CelCall call) {
        CelExpr network = call.args().get(1);
        if (!(value(network) instanceof String text) || !Functions.isNetwork(text)) {
            throw refused(network, "This is no network, as 10.0.0.0/8 or 2001:db8::/32.");
        }
        return Clause.of("coalesce(audit_address(")
                .then(write(call.args().get(0)))
                .then(") <<= ?::inet, FALSE)", text);
    }

    /** {@code exists} begins with false and takes what is true of one, {@code all} begins with true. */
    private Clause items(CelExpr expr, CelComprehension each) {
        Field list = field(each.iterRange());
        if (!(list.type() instanceof ListType) || items.containsKey(each.iterVar())) {
            throw refused(expr, "This is not allowed.");
        }
        boolean exists = !each.accuInit().constant().booleanValue();
        items.put(each.iterVar(), "item" + items.size() + ".text");
        Clause of = Clause.of("EXISTS (SELECT FROM jsonb_array_elements_text(" + list.sql() + ") AS item"
                + (items.size() - 1) + "(text) WHERE " + (exists ? "(" : "NOT ("));
        Clause condition = write(each.loopStep().call().args().get(1));
        items.remove(each.iterVar());
        return Clause.of(exists ? "" : "NOT ").then(of).then(condition).then("))");
    }

    private Field field(CelExpr expr) {
        boolean ident = expr.getKind() == CelExpr.ExprKind.Kind.IDENT
                && !items.containsKey(expr.ident().name());
        return Optional.ofNullable(ident ? Field.fields().get(expr.ident().name()) : null)
                .orElseThrow(() -> refused(expr, "This is no field of an event."));
    }

    private Object value(CelExpr expr) {
        return constants.value(expr).orElseThrow(() -> refused(expr, "This value is not allowed."));
    }

    private CelType type(CelExpr expr) {
        return tree.getType(expr.id()).orElse(SimpleType.DYN);
    }

    private Refused refused(CelExpr expr, String what) {
        int offset = tree.getSource().getPositionsMap().getOrDefault(expr.id(), 0);
        return Filter.refused(offset + 1, what);
    }
}
