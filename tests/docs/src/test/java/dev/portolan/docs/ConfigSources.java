package dev.portolan.docs;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Reads {@code @ConfigMapping} interfaces from sources, by the JDK's parser; nothing is compiled or loaded. */
final class ConfigSources {
    private static final Map<String, String> TYPES = Map.of(
            "String", "text",
            "int", "integer",
            "double", "number",
            "boolean", "`true` or `false`",
            "Duration", "duration",
            "MemorySize", "size",
            "Path", "path",
            "URI", "URI",
            "Pattern", "regular expression");

    private final CompilationUnitTree unit;
    private final JavadocText javadoc;
    private final Map<String, ClassTree> declared = new HashMap<>();

    private ConfigSources(CompilationUnitTree unit, JavadocText javadoc) {
        this.unit = unit;
        this.javadoc = javadoc;
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void nothing) {
                declared.put(type.getSimpleName().toString(), type);
                return super.visitClass(type, nothing);
            }
        }.scan(unit, null);
    }

    /** The groups of a module's main code, by prefix. */
    static List<ConfigGroup> of(String module) {
        List<Path> sources = Checkout.files(module + "/src/main/java", ".java").stream()
                .filter(file -> Checkout.read(file).contains("@ConfigMapping("))
                .toList();
        List<ConfigGroup> groups = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            JavadocText javadoc = new JavadocText(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                groups.addAll(new ConfigSources(unit, javadoc).groups());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        groups.sort(Comparator.comparing(ConfigGroup::prefix));
        return groups;
    }

    private List<ConfigGroup> groups() {
        List<ConfigGroup> groups = new ArrayList<>();
        for (ClassTree type : declared.values()) {
            find(type.getModifiers().getAnnotations(), "ConfigMapping").ifPresent(mapping -> {
                String prefix = text(mapping, "prefix");
                List<ConfigGroup.Key> keys = keys(type, prefix);
                keys.sort(Comparator.comparing(ConfigGroup.Key::name));
                groups.add(new ConfigGroup(prefix, javadoc.of(unit, type, prefix), keys));
            });
        }
        return groups;
    }

    private List<ConfigGroup.Key> keys(ClassTree type, String prefix) {
        List<ConfigGroup.Key> keys = new ArrayList<>();
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method && method.getBody() == null) {
                keys.addAll(keys(method, prefix));
            }
        }
        return keys;
    }

    /** One key, or those of a group within the group. */
    private List<ConfigGroup.Key> keys(MethodTree method, String prefix) {
        List<AnnotationTree> annotations = annotations(method);
        String name = find(annotations, "WithParentName").isPresent()
                ? prefix
                : prefix + "."
                        + find(annotations, "WithName")
                                .map(it -> text(it, "value"))
                                .orElseGet(() -> kebab(method));
        String description = javadoc.of(unit, method, name);
        Tree type = plain(method.getReturnType());
        boolean optional = raw(type).equals("Optional");
        Tree value = optional ? argument(type, 0) : type;
        List<ConfigGroup.Key> keys = new ArrayList<>();
        if (raw(value).equals("Map")) {
            name = name + ".<name>";
            value = argument(value, 1);
            optional = true;
        }
        ClassTree group = declared.get(raw(value));
        if (group == null || group.getKind() == Tree.Kind.ENUM) {
            Optional<String> preset = find(annotations, "WithDefault").map(it -> text(it, "value"));
            keys.add(new ConfigGroup.Key(
                    name,
                    group == null ? type(value) : choice(group),
                    preset,
                    preset.isEmpty() && !optional,
                    Bounds.of(annotations, description),
                    description));
        } else {
            keys.add(new ConfigGroup.Key(name, ConfigGroup.Key.GROUP, Optional.empty(), false, "", description));
            keys.addAll(keys(group, name));
        }
        return keys;
    }

    private static String type(Tree type) {
        String raw = raw(type);
        if (raw.equals("List") || raw.equals("Set")) {
            return "list of " + type(argument(type, 0));
        }
        if (!TYPES.containsKey(raw)) {
            throw new IllegalStateException("a configuration key of the type " + type + " is not known here");
        }
        return TYPES.get(raw);
    }

    private static String choice(ClassTree constants) {
        return constants.getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(it -> "`" + kebab(((VariableTree) it).getName().toString().replace('_', '-')) + "`")
                .collect(Collectors.joining(" or "));
    }

    private static Tree plain(Tree type) {
        return type instanceof AnnotatedTypeTree annotated ? annotated.getUnderlyingType() : type;
    }

    private static Tree argument(Tree type, int index) {
        return plain(((ParameterizedTypeTree) type).getTypeArguments().get(index));
    }

    private static String raw(Tree type) {
        return type instanceof ParameterizedTypeTree generic ? generic.getType().toString() : type.toString();
    }

    /** The method's annotations and those within its type. */
    private static List<AnnotationTree> annotations(MethodTree method) {
        List<AnnotationTree> found = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitAnnotation(AnnotationTree annotation, Void nothing) {
                found.add(annotation);
                return null;
            }
        }.scan(method, null);
        return found;
    }

    private static Optional<AnnotationTree> find(List<? extends AnnotationTree> annotations, String name) {
        return annotations.stream()
                .filter(it -> it.getAnnotationType().toString().equals(name))
                .findFirst()
                .map(AnnotationTree.class::cast);
    }

    private static String text(AnnotationTree annotation, String member) {
        return ((LiteralTree) Bounds.argument(annotation, member)).getValue().toString();
    }

    private static String kebab(MethodTree method) {
        return kebab(method.getName().toString());
    }

    /** The key a method's name stands for. */
    static String kebab(String method) {
        return method.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
