package dev.portolan.audit.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A constant SQL text whose values have names, written {@code :name}.
 *
 * @param sql the text with {@code ?} for each name
 * @param names in the order of the marks; a name may come twice
 */
public record NamedSql(String sql, List<String> names) {

    /** A colon before it makes it a cast. */
    private static final Pattern NAME = Pattern.compile("(?<!:):([a-z_]+)");

    /** Reads a text. */
    public static NamedSql of(String text) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return new NamedSql(matcher.replaceAll("?"), List.copyOf(names));
    }

    /** The names, each once. */
    public Set<String> distinctNames() {
        return new LinkedHashSet<>(names);
    }

    /** @throws IllegalArgumentException if a name has no value */
    public Clause with(Map<String, Object> values) {
        return new Clause(sql, names.stream().map(name -> value(values, name)).toList());
    }

    private static Object value(Map<String, Object> values, String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no value for " + name);
        }
        return value;
    }
}
