package dev.portolan.audit.store;

import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values, RFC 4180, in UTF-8. */
public final class Csv {

    private static final String LINE_END = "\r\n";

    private Csv() {}

    /** Names of the columns, then the rows. */
    public static String of(Table table) {
        StringBuilder csv = new StringBuilder(line(table.columns()));
        table.rows().forEach(row -> csv.append(line(row)));
        return csv.toString();
    }

    /** One line, with its end. */
    public static String line(List<?> values) {
        return values.stream().map(Csv::cell).collect(Collectors.joining(",", "", LINE_END));
    }

    /** A text that a spreadsheet would take for a formula begins with an apostrophe: names are foreign text. */
    private static String cell(Object value) {
        String text = value.toString();
        if (value instanceof String && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        boolean plain = text.chars().noneMatch(character -> "\",\r\n".indexOf(character) >= 0);
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
