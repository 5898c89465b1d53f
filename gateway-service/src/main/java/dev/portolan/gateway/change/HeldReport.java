package dev.portolan.gateway.change;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.List;
import java.util.stream.Collectors;

/** What is held, for operators to judge and to approve. */
final class HeldReport {
    private static final int LONGEST_SIMPLE_KEY = 100;

    private final List<HeldDefinition> shown;
    private final int more;

    /** @param most definitions that are shown; the others are counted */
    HeldReport(List<HeldDefinition> held, int most) {
        this.shown = held.stream().limit(most).toList();
        this.more = held.size() - shown.size();
    }

    /** An object with {@code held} and {@code more}. */
    String json() {
        List<JsonSlice> held = shown.stream().map(HeldReport::entry).toList();
        return JsonObject.empty()
                .set("held", JsonObject.array(held))
                .set("more", more)
                .toString();
    }

    private static JsonSlice entry(HeldDefinition held) {
        Definition definition = held.definition();
        JsonObject entry = JsonObject.empty()
                .set("connector", held.connector())
                .set("kind", definition.key().kind().word());
        if (definition.key().kind() != DefinitionKey.Kind.INSTRUCTIONS) {
            entry.set("name", definition.key().name());
        }
        entry.set("sha256", definition.sha256()).set("since", held.since().toString());
        held.approved().ifPresent(hash -> entry.set("approved", hash));
        held.before().ifPresent(before -> entry.set("changes", Diff.between(before.body(), definition.body())));
        return entry.set("definition", definition.body()).toSlice();
    }

    /** The same as lines of an approvals file. */
    String yaml() {
        StringBuilder lines = new StringBuilder(shown.isEmpty() ? "approvals: {}\n" : "approvals:\n");
        String connector = "";
        for (HeldDefinition held : shown) {
            if (!connector.equals(held.connector())) {
                connector = held.connector();
                lines.append("  ").append(connector).append(":\n");
            }
            String key = quoted(held.definition().key().toString());
            boolean simple = key.length() <= LONGEST_SIMPLE_KEY;
            lines.append(simple ? "    " + key : "    ? " + key + "\n    ")
                    .append(": \"")
                    .append(held.definition().sha256())
                    .append("\"\n");
        }
        return more == 0
                ? lines.toString()
                : lines.append("# and ").append(more).append(" more\n").toString();
    }

    /** A YAML scalar that is plain ASCII, whatever is in the text. */
    private static String quoted(String text) {
        return text.codePoints()
                .mapToObj(c -> c == '"' || c == '\\'
                        ? "\\" + (char) c
                        : c >= ' ' && c < 0x7F
                                ? Character.toString(c)
                                : String.format(c > 0xFFFF ? "\\U%08X" : "\\u%04X", c))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
