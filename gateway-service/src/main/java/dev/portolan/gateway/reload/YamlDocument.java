package dev.portolan.gateway.reload;

import java.io.StringReader;
import java.util.Iterator;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads the one YAML document of a file as a tree whose values know their lines. Nothing is constructed from tags, and
 * lists and mappings cannot be aliased, so that the tree is no larger than the text.
 */
public final class YamlDocument {
    private static final int DEEPEST = 20;
    private static final String MEND = "this is not YAML that can be read; look for a '*' without quotes, wrong "
            + "indentation, a colon without a space after it, an open quote or bracket, or a tag (!)";

    private YamlDocument() {}

    /**
     * The mapping that the document is.
     *
     * @throws BadFile if the text is not one YAML document that is a mapping
     */
    public static YamlMapping read(FileContent content, Faults faults) {
        String text = content.text(faults);
        try {
            Iterator<Node> documents =
                    new Yaml(options()).composeAll(new StringReader(text)).iterator();
            if (!documents.hasNext()) {
                throw faults.with(0, "it is empty; write at least what it must contain");
            }
            Node root = documents.next();
            if (documents.hasNext()) {
                int line = documents.next().getStartMark().getLine() + 1;
                throw faults.with(line, "a second document begins here; keep one to a file");
            }
            return YamlMapping.root(root, faults);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw faults.with(mark == null ? 0 : mark.getLine() + 1, MEND);
        } catch (YAMLException e) {
            throw faults.with(
                    0,
                    "it has characters or structure that are not accepted; remove control characters, aliases of lists "
                            + "and mappings, and nesting deeper than " + DEEPEST);
        }
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(Integer.MAX_VALUE);
        return options;
    }
}
