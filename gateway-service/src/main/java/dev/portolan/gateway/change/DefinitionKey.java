package dev.portolan.gateway.change;

import java.util.Arrays;
import java.util.Optional;

/**
 * Which definition of a connector.
 *
 * @param kind what it defines
 * @param name name, URI or URI template at the connector; empty for {@link Kind#INSTRUCTIONS}
 */
record DefinitionKey(Kind kind, String name) implements Comparable<DefinitionKey> {
    /** What is defined. */
    enum Kind {
        TOOL("tool", "name"),
        PROMPT("prompt", "name"),
        RESOURCE("resource", "uri"),
        TEMPLATE("template", "uriTemplate"),
        /** What a connector says of itself: its title and its instructions. One to a connector. */
        INSTRUCTIONS("instructions", "");

        private final String word;
        private final String named;

        Kind(String word, String named) {
            this.word = word;
            this.named = named;
        }

        /** As it is written in the approvals file. */
        String word() {
            return word;
        }

        /** The member of the definition that names it. */
        String named() {
            return named;
        }
    }

    static final DefinitionKey INSTRUCTIONS = new DefinitionKey(Kind.INSTRUCTIONS, "");

    /** What {@link #toString} wrote, or empty if it is nothing it writes. */
    static Optional<DefinitionKey> of(String written) {
        if (written.equals(INSTRUCTIONS.toString())) {
            return Optional.of(INSTRUCTIONS);
        }
        int slash = written.indexOf('/');
        return slash < 0 || slash == written.length() - 1
                ? Optional.empty()
                : Arrays.stream(Kind.values())
                        .filter(kind -> kind != Kind.INSTRUCTIONS && kind.word.equals(written.substring(0, slash)))
                        .map(kind -> new DefinitionKey(kind, written.substring(slash + 1)))
                        .findFirst();
    }

    /** E.g. {@code tool/read_file} or {@code instructions}. */
    @Override
    public String toString() {
        return kind == Kind.INSTRUCTIONS ? kind.word : kind.word + "/" + name;
    }

    @Override
    public int compareTo(DefinitionKey other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }
}
