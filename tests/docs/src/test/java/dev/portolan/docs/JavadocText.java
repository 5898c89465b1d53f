package dev.portolan.docs;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;

/** Javadoc as Markdown, as far as our Javadoc goes. */
final class JavadocText {
    private final DocTrees trees;

    JavadocText(DocTrees trees) {
        this.trees = trees;
    }

    /**
     * The description of a declaration, in one line.
     *
     * @throws IllegalStateException if it has none, or one that uses tags unknown here
     */
    String of(CompilationUnitTree unit, Tree declaration, String name) {
        DocCommentTree comment = trees.getDocCommentTree(new TreePath(new TreePath(unit), declaration));
        if (comment == null) {
            throw new IllegalStateException(name + " has no Javadoc");
        }
        StringBuilder text = new StringBuilder();
        comment.getFullBody().forEach(part -> text.append(markdown(part, name)));
        return text.toString().replaceAll("\\s+", " ").strip();
    }

    private static String markdown(DocTree part, String name) {
        return switch (part.getKind()) {
            case TEXT -> ((TextTree) part).getBody();
            case CODE -> "`" + ((LiteralTree) part).getBody().getBody() + "`";
            case LINK -> "`" + linked(((LinkTree) part).getReference().getSignature()) + "`";
            case START_ELEMENT -> " ";
            default -> throw new IllegalStateException(name + ": Javadoc with " + part + " is not known here");
        };
    }

    /** A method of a configuration interface is a key to the reader. */
    private static String linked(String signature) {
        int member = signature.indexOf('#');
        return member < 0
                ? signature
                : ConfigSources.kebab(signature.substring(member + 1).replace("()", ""));
    }
}
