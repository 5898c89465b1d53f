package dev.portolan.gateway.naming;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expands URI templates of string values as clients do (RFC 6570, level 4 without lists and explode). */
final class Rfc6570 {
    private static final Pattern EXPRESSION = Pattern.compile("\\{([+#./;?&]?)([^}]*)}");
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String RESERVED = ":/?#[]@!$&'()*+,;=%";

    private Rfc6570() {}

    static String expand(String template, Map<String, String> values) {
        StringBuilder expanded = new StringBuilder();
        Matcher expression = EXPRESSION.matcher(template);
        int from = 0;
        while (expression.find()) {
            expanded.append(escaped(template.substring(from, expression.start()), UNRESERVED + RESERVED));
            expanded.append(expression(expression.group(1), expression.group(2).split(","), values));
            from = expression.end();
        }
        return expanded.append(escaped(template.substring(from), UNRESERVED + RESERVED))
                .toString();
    }

    private static String expression(String operator, String[] variables, Map<String, String> values) {
        boolean named = operator.matches("[;?&]");
        String allowed = operator.matches("[+#]") ? UNRESERVED + RESERVED : UNRESERVED;
        List<String> parts = new ArrayList<>();
        for (String variable : variables) {
            String[] nameAndLength = variable.split(":");
            String value = values.get(nameAndLength[0]);
            if (value != null) {
                int length = nameAndLength.length == 1 ? value.length() : Integer.parseInt(nameAndLength[1]);
                String text = escaped(value.substring(0, Math.min(length, value.length())), allowed);
                parts.add(named ? nameAndLength[0] + (operator.equals(";") && text.isEmpty() ? "" : "=") + text : text);
            }
        }
        if (parts.isEmpty()) {
            return "";
        }
        String first = operator.equals("+") ? "" : operator;
        String between = operator.isEmpty() || operator.matches("[+#]") ? "," : operator.equals("?") ? "&" : operator;
        return first + String.join(between, parts);
    }

    private static String escaped(String text, String allowed) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            String one = Character.toString(c);
            if (allowed.contains(one)) {
                escaped.append(one);
            } else {
                for (byte octet : one.getBytes(StandardCharsets.UTF_8)) {
                    escaped.append("%").append(HEX.toHexDigits(octet));
                }
            }
        });
        return escaped.toString();
    }
}
