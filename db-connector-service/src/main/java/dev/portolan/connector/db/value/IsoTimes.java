package dev.portolan.connector.db.value;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and times in ISO 8601, from PostgreSQL's ISO DateStyle. The two differ in the letter T, in short offsets, in
 * years beyond four digits and before Christ (ISO has a year 0, PostgreSQL has not).
 */
final class IsoTimes {
    private static final Pattern POSTGRES = Pattern.compile("(\\d{4,})(-\\d\\d-\\d\\d)"
            + "(?: (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)([+-]\\d\\d)?(:\\d\\d(?::\\d\\d)?)?)?( BC)?");

    private IsoTimes() {}

    /** The same moment in ISO 8601; what has none there, such as {@code infinity}, stays as it is. */
    static String of(String text) {
        Matcher matcher = POSTGRES.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        StringBuilder iso =
                new StringBuilder(year(matcher.group(1), matcher.group(6) != null)).append(matcher.group(2));
        if (matcher.group(3) != null) {
            iso.append('T').append(matcher.group(3));
        }
        if (matcher.group(4) != null) {
            String minutes = matcher.group(5) == null ? ":00" : matcher.group(5);
            boolean utc = matcher.group(4).equals("+00") && minutes.equals(":00");
            iso.append(utc ? "Z" : matcher.group(4) + minutes);
        }
        return iso.toString();
    }

    private static String year(String digits, boolean beforeChrist) {
        if (beforeChrist) {
            int astronomical = Integer.parseInt(digits) - 1;
            return astronomical == 0 ? "0000" : String.format(Locale.ROOT, "-%04d", astronomical);
        }
        return digits.length() > 4 ? "+" + digits : digits;
    }
}
