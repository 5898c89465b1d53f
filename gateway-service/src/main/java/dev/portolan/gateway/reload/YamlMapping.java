package dev.portolan.gateway.reload;

import dev.portolan.mcp.JsonSlice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML mapping that is being checked. A value that is absent or of the wrong type reads as empty; only the latter is
 * a fault, unless the key is asked for with {@link #require}.
 */
public final class YamlMapping {
    private static final String MUST_BE_MAPPING = " must be a mapping of keys to values";

    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Faults faults;

    private YamlMapping(String path, MappingNode node, Faults faults) {
        this.path = path;
        this.line = lineOf(node);
        this.faults = faults;
        for (NodeTuple tuple : node.getValue()) {
            add(tuple.getKeyNode(), tuple.getValueNode());
        }
    }

    /** @throws BadFile if the document is not a mapping */
    static YamlMapping root(Node node, Faults faults) {
        return of(node, "", faults).orElseThrow(() -> faults.with(lineOf(node), "the file" + MUST_BE_MAPPING));
    }

    private static Optional<YamlMapping> of(Node node, String path, Faults faults) {
        return node instanceof MappingNode mapping && Tag.MAP.equals(node.getTag())
                ? Optional.of(new YamlMapping(path, mapping, faults))
                : Optional.empty();
    }

    private void add(Node key, Node value) {
        if (!(key instanceof ScalarNode scalar) || !Tag.STR.equals(key.getTag())) {
            faults.add(lineOf(key), here("has a key that is not plain text; put it in quotes"));
        } else if (values.putIfAbsent(scalar.getValue(), value) != null) {
            faults.add(lineOf(key), name(scalar.getValue()) + " is there twice; keep one");
        } else {
            lines.put(scalar.getValue(), lineOf(key));
        }
    }

    /** Every other key is a fault. */
    public YamlMapping only(String... known) {
        List<String> names = List.of(known);
        lines.forEach((key, at) -> {
            if (!names.contains(key)) {
                faults.add(at, name(key) + " is not a known key; known here: " + String.join(", ", names));
            }
        });
        return this;
    }

    /** Its absence is a fault. */
    public YamlMapping require(String key, String mend) {
        if (!has(key)) {
            faults.add(line, here("lacks " + key + "; " + mend));
        }
        return this;
    }

    /** Where it begins, counted from 1. */
    public int line() {
        return line;
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** The keys, in their order. */
    public Set<String> keys() {
        return values.keySet();
    }

    /** Adds a fault of the value of a key; the sentence goes on after the key's name. */
    public void fault(String key, String sentence) {
        faults.add(lines.getOrDefault(key, line), name(key) + " " + sentence);
    }

    /** Adds a fault of the whole mapping; the sentence goes on after its name. */
    public void fault(String sentence) {
        faults.add(line, here(sentence));
    }

    /** A non-blank string. */
    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).flatMap(node -> textOf(node, name(key)));
    }

    /** A string, a number or a date, as it is written. */
    public Optional<String> scalar(String key) {
        Node node = values.get(key);
        return node instanceof ScalarNode scalar
                        && (Tag.INT.equals(node.getTag()) || Tag.TIMESTAMP.equals(node.getTag()))
                ? Optional.of(scalar.getValue())
                : text(key);
    }

    /** {@code true} or {@code false}, and nothing else that YAML takes for them. */
    public Optional<Boolean> flag(String key) {
        @Nullable String written = plain(values.get(key), Tag.BOOL);
        if (written != null && (written.equals("true") || written.equals("false"))) {
            return Optional.of(Boolean.valueOf(written));
        }
        if (has(key)) {
            fault(key, "must be true or false, without quotes");
        }
        return Optional.empty();
    }

    /** A whole number in decimal digits within the range. */
    public OptionalLong number(String key, long least, long most) {
        @Nullable String written = plain(values.get(key), Tag.INT);
        if (written != null && written.matches("0|[1-9][0-9]{0,17}")) {
            long number = Long.parseLong(written);
            if (number >= least && number <= most) {
                return OptionalLong.of(number);
            }
        }
        if (has(key)) {
            fault(key, "must be a whole number from " + least + " to " + most);
        }
        return OptionalLong.empty();
    }

    /** A list of at least one non-blank string, without doubles. */
    public List<String> texts(String key) {
        List<String> found = new ArrayList<>();
        List<Node> items = items(key);
        for (int i = 0; i < items.size(); i++) {
            Node item = items.get(i);
            String itemPath = name(key) + "[" + i + "]";
            textOf(item, itemPath).ifPresent(text -> {
                if (found.contains(text)) {
                    faults.add(lineOf(item), itemPath + " is there twice; keep one");
                }
                found.add(text);
            });
        }
        return found;
    }

    /** A list of at least one string; any but the first may be blank, and each may come again. */
    public List<String> words(String key) {
        List<String> found = new ArrayList<>();
        List<Node> items = items(key);
        for (int i = 0; i < items.size(); i++) {
            Node item = items.get(i);
            String itemPath = name(key) + "[" + i + "]";
            @Nullable String written = plain(item, Tag.STR);
            if (i == 0) {
                textOf(item, itemPath).ifPresent(found::add);
            } else if (written == null) {
                faults.add(lineOf(item), itemPath + " must be text; put it in quotes");
            } else {
                found.add(written);
            }
        }
        return found;
    }

    /** Whether the value of that key is a mapping. */
    public boolean isMapping(String key) {
        return values.get(key) instanceof MappingNode;
    }

    /** Anything that JSON can say, as JSON. */
    public Optional<JsonSlice> json(String key) {
        return Optional.ofNullable(values.get(key)).flatMap(node -> new YamlJson(faults).of(node, name(key)));
    }

    /** A mapping. */
    public Optional<YamlMapping> mapping(String key) {
        return Optional.ofNullable(values.get(key)).flatMap(node -> mappingOf(node, name(key)));
    }

    /** A list of at least one mapping. */
    public List<YamlMapping> mappings(String key) {
        List<YamlMapping> found = new ArrayList<>();
        List<Node> items = items(key);
        for (int i = 0; i < items.size(); i++) {
            mappingOf(items.get(i), name(key) + "[" + i + "]").ifPresent(found::add);
        }
        return found;
    }

    private Optional<YamlMapping> mappingOf(Node node, String itemPath) {
        Optional<YamlMapping> mapping = of(node, itemPath, faults);
        if (mapping.isEmpty()) {
            faults.add(lineOf(node), itemPath + MUST_BE_MAPPING);
        }
        return mapping;
    }

    private List<Node> items(String key) {
        Node node = values.get(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence) || !Tag.SEQ.equals(node.getTag())) {
            fault(key, "must be a list: [one, two], or one line with a dash for each");
            return List.of();
        }
        if (sequence.getValue().isEmpty()) {
            fault(key, "is an empty list, which could be read as all or as none; say which, or leave the key out");
        }
        return sequence.getValue();
    }

    private Optional<String> textOf(Node node, String itemPath) {
        @Nullable String written = plain(node, Tag.STR);
        if (written == null) {
            String mend = node instanceof ScalarNode ? "; put it in quotes if it is meant as text" : "";
            faults.add(lineOf(node), itemPath + " must be text" + mend);
            return Optional.empty();
        }
        if (written.isBlank() || !written.equals(written.strip())) {
            faults.add(lineOf(node), itemPath + " must be text without spaces around it, and not empty");
            return Optional.empty();
        }
        return Optional.of(written);
    }

    private static @Nullable String plain(@Nullable Node node, Tag tag) {
        return node instanceof ScalarNode scalar && tag.equals(node.getTag()) ? scalar.getValue() : null;
    }

    private String here(String sentence) {
        return (path.isEmpty() ? "the file" : path) + " " + sentence;
    }

    private String name(String key) {
        String shown = key.matches("[A-Za-z0-9_-]{1,60}") ? key : Faults.quoted(key);
        return path.isEmpty() ? shown : path + "." + shown;
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
