package dev.portolan.gateway.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Spoils JSON: as a tree, as text, and as octets. */
final class FuzzBodies {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "0",
            "-0",
            "1.5",
            "1.0",
            "1e2",
            "1E400",
            "9007199254740993",
            "9223372036854775808",
            "-" + "9".repeat(40),
            "1" + "0".repeat(1_200),
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"\ud83d\ude00\"",
            "\"\u202e\"",
            "[]",
            "{}",
            "[null]",
            "[[1]]",
            "{\"\":{}}",
            "\"" + "long".repeat(100) + "\"",
            "\"" + "longer".repeat(1_000) + "\"",
            "\"../../etc/passwd\"",
            "\"1\"");
    private static final List<String> NO_JSON = List.of(
            "NaN",
            "-Infinity",
            "0x1f",
            "01",
            "+1",
            ".5",
            "1.",
            "'x'",
            "undefined",
            "tru",
            "\"\n\"",
            "\"\\x\"",
            "/**/1",
            "[1,]",
            "{\"a\":1,}",
            "{a:1}",
            "",
            "\"\\u12\"",
            "\"",
            "{",
            "]");
    private static final byte[][] NO_UTF8 = {
        {(byte) 0xc0, (byte) 0xaf},
        {(byte) 0xe0, (byte) 0x80, (byte) 0xaf},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
        {(byte) 0xff},
        {(byte) 0xc3},
        {(byte) 0x80},
        {0},
        {(byte) 0xf0, (byte) 0x9f, (byte) 0x98},
        {0x1b}
    };

    private final Random random;
    private final FuzzRequest request;
    private final Map<String, String> raw = new TreeMap<>();

    FuzzBodies(Random random, FuzzRequest request) {
        this.random = random;
        this.request = request;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A value that no tree can hold; it gets its place when the tree is written. */
    private TextNode placed(String json) {
        String marker = "@" + raw.size() + "@";
        raw.put("\"" + marker + "\"", json);
        return JSON.textNode(marker);
    }

    JsonNode oddValue() {
        return placed(any(ODD_VALUES));
    }

    /** Does one thing to one member somewhere in the tree. */
    void spoil(ObjectNode tree) {
        ObjectNode at = anywhere(tree);
        List<String> names = new ArrayList<>();
        at.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() ? "x" : any(names);
        switch (random.nextInt(8)) {
            case 0 -> {
                at.remove(name);
                request.done(name + " gone");
            }
            case 1, 2 -> {
                at.set(name, oddValue());
                request.done("odd " + name);
            }
            case 3 -> {
                at.set(name, placed(any(NO_JSON)));
                request.done("no JSON as " + name);
            }
            case 4 -> {
                at.set("\u0001" + name, at.path(name));
                request.done("unknown member");
            }
            case 5 -> {
                int depth = any(List.of(5, 30, 59, 60, 61, 62, 63, 64, 65, 70, 999, 5_000));
                boolean objects = random.nextBoolean();
                at.set(
                        name,
                        placed((objects ? "{\"a\":" : "[").repeat(depth) + "1" + (objects ? "}" : "]").repeat(depth)));
                request.done(depth + " levels as " + name);
            }
            case 6 -> {
                ArrayNode many = JSON.arrayNode();
                for (int i = any(List.of(10, 500, 4_000)); i > 0; i--) {
                    many.add(i % 10);
                }
                at.set(name, many);
                request.done("many as " + name);
            }
            default -> {
                at.set(name, JSON.textNode("s".repeat(any(List.of(1_000, 15_000, 20_000, 40_000)))));
                request.done("long " + name);
            }
        }
    }

    private ObjectNode anywhere(ObjectNode tree) {
        ObjectNode at = tree;
        while (random.nextInt(3) > 0) {
            List<ObjectNode> inner = new ArrayList<>();
            at.forEach(child -> {
                if (child instanceof ObjectNode object) {
                    inner.add(object);
                }
            });
            if (inner.isEmpty()) {
                return at;
            }
            at = any(inner);
        }
        return at;
    }

    String text(JsonNode tree) {
        String text = tree.toString();
        for (Map.Entry<String, String> value : raw.entrySet()) {
            text = text.replace(value.getKey(), value.getValue());
        }
        return text;
    }

    /** Does one thing to the text. */
    String spoil(String text) {
        int brace = text.indexOf('{', random.nextInt(Math.max(1, text.length())));
        return switch (random.nextInt(6)) {
            case 0 -> {
                request.done("a key twice");
                String twin = any(List.of("\"id\":\"twin\"", "\"method\":\"ping\"", "\"\\u0069d\":7", "\"params\":{}"));
                yield brace < 0 ? text : text.substring(0, brace + 1) + twin + "," + text.substring(brace + 1);
            }
            case 1 -> {
                request.done("text around it");
                yield any(List.of("\ufeff", " \n\t", "x", "", ")]}',\n"))
                        + text
                        + any(List.of("", " ", "{}", "x", "\u0000"));
            }
            case 2 -> {
                request.done("cut off");
                yield text.substring(0, random.nextInt(text.length() + 1));
            }
            case 3 -> {
                request.done("in an array");
                yield any(List.of("[", "[[", "[1,", "[[],")) + text + (random.nextBoolean() ? "]" : "," + text + "]");
            }
            case 4 -> {
                request.done("no message");
                yield any(List.of("", "[]", "{}", "null", "1", "\"x\"", "[[]]", "[null]", "[{}]", "{\"id\":1}", " "));
            }
            default -> {
                request.done("control characters escaped");
                yield text.replace("\"jsonrpc\"", "\"json\\u0072pc\"").replace("/", "\\/");
            }
        };
    }

    /** Does one thing to the octets. */
    byte[] spoil(byte[] octets) {
        int at = octets.length == 0 ? 0 : random.nextInt(octets.length);
        byte[] spoilt = octets.clone();
        switch (random.nextInt(5)) {
            case 0 -> {
                if (spoilt.length > 0) {
                    spoilt[at] ^= (byte) (1 << random.nextInt(8));
                }
                request.done("bit flipped at " + at);
            }
            case 1 -> {
                spoilt = inserted(octets, at, NO_UTF8[random.nextInt(NO_UTF8.length)]);
                request.done("no UTF-8 at " + at);
            }
            case 2 -> {
                byte[] any = new byte[1 + random.nextInt(8)];
                random.nextBytes(any);
                spoilt = inserted(octets, at, any);
                request.done("anything at " + at);
            }
            case 3 -> {
                spoilt = inserted(octets, at, Arrays.copyOfRange(octets, at, Math.min(octets.length, at + 20)));
                request.done("repeated at " + at);
            }
            default -> {
                boolean little = random.nextBoolean();
                String text = new String(octets, StandardCharsets.UTF_8);
                spoilt = text.getBytes(little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16);
                request.done("UTF-16");
            }
        }
        return spoilt;
    }

    private static byte[] inserted(byte[] octets, int at, byte[] more) {
        byte[] longer = Arrays.copyOf(octets, octets.length + more.length);
        System.arraycopy(octets, at, longer, at + more.length, octets.length - at);
        System.arraycopy(more, 0, longer, at, more.length);
        return longer;
    }
}
