package dev.portolan.mcp.server.feature;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URI template with simple and reserved expansion, {@code {x}} and {@code {+x}} (RFC 6570, levels 1 and 2), read
 * backwards: from a URI to the values of its variables.
 */
public final class UriTemplate {
    private static final Pattern EXPRESSION = Pattern.compile("\\{(\\+?)([A-Za-z_][A-Za-z0-9_]*)}");

    private final String text;
    private final List<String> variables = new ArrayList<>();
    private final Pattern pattern;
    private final int literals;

    /** @throws IllegalArgumentException if it uses other expressions, or a variable twice */
    public UriTemplate(String text) {
        this.text = text;
        StringBuilder regex = new StringBuilder();
        Matcher expression = EXPRESSION.matcher(text);
        int from = 0;
        int literalCount = 0;
        while (expression.find()) {
            literalCount += literal(text.substring(from, expression.start()), regex);
            regex.append(expression.group(1).isEmpty() ? "([^/?#]+)" : "(.+)");
            if (variables.contains(expression.group(2))) {
                throw new IllegalArgumentException("variable " + expression.group(2) + " occurs twice");
            }
            variables.add(expression.group(2));
            from = expression.end();
        }
        this.literals = literalCount + literal(text.substring(from), regex);
        this.pattern = Pattern.compile(regex.toString());
    }

    private static int literal(String part, StringBuilder regex) {
        if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0) {
            throw new IllegalArgumentException("only {x} and {+x} are served");
        }
        regex.append(Pattern.quote(part));
        return part.length();
    }

    /** As it is written. */
    public String text() {
        return text;
    }

    /** In their order. */
    public List<String> variables() {
        return List.copyOf(variables);
    }

    /** How many characters are fixed: of several templates that match, the one with the most is meant. */
    public int literals() {
        return literals;
    }

    /** The variables of a URI, percent-decoded, or empty if the URI is not of this form. */
    public Optional<Map<String, String>> match(String uri) {
        Matcher matcher = pattern.matcher(uri);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            String decoded = decode(matcher.group(i + 1));
            if (decoded == null) {
                return Optional.empty();
            }
            values.put(variables.get(i), decoded);
        }
        return Optional.of(values);
    }

    private static @org.jspecify.annotations.Nullable String decode(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notPercentEncoded) {
            return null;
        }
    }
}
