package dev.portolan.connector.db.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text form of arrays, e.g. {@code {1,NULL,"a b"}} (PostgreSQL documentation, 8.15.6). An element is a
 * String, a nested list or null.
 */
final class ArrayLiteral {
    /** PostgreSQL's own limit, MAXDIM. */
    private static final int MAX_DEPTH = 6;

    private final String text;
    private int at;

    private ArrayLiteral(String text) {
        this.text = text;
    }

    /** The elements, or empty if the text has bounds of its own or is no array of this form. */
    static Optional<List<@Nullable Object>> read(String text) {
        ArrayLiteral literal = new ArrayLiteral(text);
        List<@Nullable Object> elements = literal.list(1);
        return elements == null || literal.at != text.length() ? Optional.empty() : Optional.of(elements);
    }

    private @Nullable List<@Nullable Object> list(int depth) {
        if (depth > MAX_DEPTH || !accept('{')) {
            return null;
        }
        List<@Nullable Object> elements = new ArrayList<>();
        if (accept('}')) {
            return elements;
        }
        do {
            if (peek() == '{') {
                List<@Nullable Object> inner = list(depth + 1);
                if (inner == null) {
                    return null;
                }
                elements.add(inner);
            } else {
                elements.add(peek() == '"' ? quoted() : plain());
            }
        } while (accept(','));
        return accept('}') ? elements : null;
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at++));
        }
        at++;
        return value.toString();
    }

    private @Nullable String plain() {
        int from = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '}') {
            at++;
        }
        String value = text.substring(from, at);
        return value.equals("NULL") ? null : value;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean accept(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    /** The text form of an array whose elements are given as text. */
    static String write(List<@Nullable String> elements) {
        StringBuilder literal = new StringBuilder("{");
        for (String element : elements) {
            if (literal.length() > 1) {
                literal.append(',');
            }
            if (element == null) {
                literal.append("NULL");
            } else {
                literal.append('"')
                        .append(element.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            }
        }
        return literal.append('}').toString();
    }
}
