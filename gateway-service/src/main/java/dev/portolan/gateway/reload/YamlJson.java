package dev.portolan.gateway.reload;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML as the JSON it looks like. What YAML takes for something that JSON writes otherwise ({@code yes}, {@code
 * 0x1F}, a date) is a fault, so that nothing is meant as text and read as something else.
 */
final class YamlJson {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Set<String> WORDS = Set.of("true", "false", "null");

    private final Faults faults;

    YamlJson(Faults faults) {
        this.faults = faults;
    }

    /** Empty where there was a fault. */
    Optional<JsonSlice> of(Node node, String path) {
        if (node instanceof SequenceNode sequence && Tag.SEQ.equals(node.getTag())) {
            return array(sequence, path);
        }
        if (node instanceof MappingNode mapping && Tag.MAP.equals(node.getTag())) {
            return object(mapping, path);
        }
        if (node instanceof ScalarNode scalar) {
            String written = scalar.getValue();
            boolean word = scalar.isPlain()
                    && (WORDS.contains(written) || NUMBER.matcher(written).matches());
            boolean text = Tag.STR.equals(node.getTag());
            if (text != word) {
                return Optional.of(text ? JsonSlice.ofText(written) : JsonSlice.trusted(written));
            }
        }
        faults.add(
                node.getStartMark().getLine() + 1,
                path + " must be written as in JSON; put it in quotes if it is meant as text");
        return Optional.empty();
    }

    private Optional<JsonSlice> array(SequenceNode sequence, String path) {
        List<JsonSlice> elements = new ArrayList<>();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            of(sequence.getValue().get(i), path + "[" + i + "]").ifPresent(elements::add);
        }
        boolean whole = elements.size() == sequence.getValue().size();
        return whole ? Optional.of(JsonObject.array(elements)) : Optional.empty();
    }

    private Optional<JsonSlice> object(MappingNode mapping, String path) {
        JsonObject members = JsonObject.empty();
        Set<String> names = new HashSet<>();
        boolean whole = true;
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            int line = key.getStartMark().getLine() + 1;
            if (!(key instanceof ScalarNode scalar) || !Tag.STR.equals(key.getTag())) {
                faults.add(line, path + " has a key that is not plain text; put it in quotes");
                whole = false;
            } else if (!names.add(scalar.getValue())) {
                faults.add(line, path + "." + Faults.quoted(scalar.getValue()) + " is there twice; keep one");
                whole = false;
            } else {
                Optional<JsonSlice> value = of(tuple.getValueNode(), path + "." + Faults.quoted(scalar.getValue()));
                value.ifPresent(given -> members.set(scalar.getValue(), given));
                whole &= value.isPresent();
            }
        }
        return whole ? Optional.of(members.toSlice()) : Optional.empty();
    }
}
