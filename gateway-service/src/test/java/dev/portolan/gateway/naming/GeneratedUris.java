package dev.portolan.gateway.naming;

import java.util.List;
import java.util.Random;

/** URIs and URI templates as connectors might have them, the awkward ones above all. */
final class GeneratedUris {
    private static final List<String> WHOLE = List.of(
            "file:///a/b.txt",
            "file:///",
            "db://shop/public/orders?limit=1#top",
            "DB://shop/public/orders",
            "shop:orders",
            "urn:isbn:0451450523",
            "data:text/plain;base64,SGk+Cg==",
            "mailto:someone+else@example.com",
            "git+ssh://host/repo.git",
            "other-one+file:///a",
            "files+db://shop",
            "ui://panel/main",
            "UI://Panel/main",
            "ui:panel",
            "ui://",
            "ui:///panel",
            "skill://x/SKILL.md",
            "Skill://x",
            "s\u212aill://x",
            "http://[::1]:80/%7Euser/%2e%2e/",
            "file:///\u00e4/\ud83d\ude00/\u202e",
            "no-scheme",
            "+",
            ":",
            "://",
            "");
    private static final List<String> PARTS = List.of(
            "file",
            "db",
            "DB",
            "shop",
            "ui",
            "Ui",
            "skill",
            "urn",
            ":",
            "://",
            ":///",
            "/",
            "+",
            "-",
            "%2B",
            "%20",
            "%",
            "\u00e4",
            "\ud83d\ude00",
            "?q=1+1",
            "#",
            "files",
            "other",
            "other-one",
            "@",
            ";",
            ",",
            "..",
            "\"",
            "\\",
            "\n");
    private static final List<String> EXPRESSIONS = List.of(
            "{x}", "{+x}", "{#x}", "{.x}", "{/x}", "{;x}", "{?x}", "{&x}", "{x:3}", "{+x,y}", "{/x,y}", "{?x,y}");

    private GeneratedUris() {}

    static String uri(Random random) {
        if (random.nextInt(3) == 0) {
            return WHOLE.get(random.nextInt(WHOLE.size()));
        }
        StringBuilder uri = new StringBuilder();
        for (int part = random.nextInt(7); part > 0; part--) {
            uri.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return uri.toString();
    }

    /** A template: a URI in which expressions stand, at any place. */
    static String template(Random random) {
        StringBuilder template = new StringBuilder(uri(random));
        for (int expression = 1 + random.nextInt(3); expression > 0; expression--) {
            template.insert(anyBoundary(random, template), EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size())));
        }
        return template.toString();
    }

    /** Where neither an expression nor a percent-escape nor a surrogate pair is cut. */
    private static int anyBoundary(Random random, CharSequence template) {
        int at = random.nextInt(template.length() + 1);
        while (at > 0 && !isBoundary(template.toString(), at)) {
            at--;
        }
        return at;
    }

    private static boolean isBoundary(String template, int at) {
        boolean inExpression = template.lastIndexOf('{', at - 1) > template.lastIndexOf('}', at - 1);
        boolean inEscape = template.charAt(at - 1) == '%' || (at > 1 && template.charAt(at - 2) == '%');
        return !inExpression && !inEscape && !Character.isHighSurrogate(template.charAt(at - 1));
    }
}
