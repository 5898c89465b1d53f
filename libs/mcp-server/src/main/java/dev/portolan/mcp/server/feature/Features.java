package dev.portolan.mcp.server.feature;

import dev.portolan.mcp.server.schema.SchemaWriter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Everything a connector offers, in an order that never changes: by name, resources by address. */
public final class Features {
    private final List<ToolFeature> tools;
    private final Map<String, ToolFeature> toolByName;
    private final List<PromptFeature> prompts;
    private final List<ResourceFeature> resources;
    private final List<TemplateFeature> templates;
    private final List<CompletionFeature> promptCompletions;
    private final List<CompletionFeature> templateCompletions;

    private Features(FeatureReader read) {
        this.tools = sorted(read.tools, ToolFeature::name);
        this.toolByName = tools.stream().collect(Collectors.toMap(ToolFeature::name, Function.identity()));
        this.prompts = sorted(read.prompts, PromptFeature::name);
        this.resources = sorted(read.resources, r -> r.declaration().uri());
        this.templates = sorted(read.templates, t -> t.template().text());
        this.promptCompletions = List.copyOf(read.promptCompletions);
        this.templateCompletions = List.copyOf(read.templateCompletions);
    }

    /**
     * Reads the features of these beans.
     *
     * @param beans the bean classes and how to get each bean
     * @throws IllegalStateException naming every fault in their declarations
     */
    public static Features of(Map<Class<?>, Supplier<Object>> beans, SchemaWriter schemas) {
        DeclarationFaults faults = new DeclarationFaults();
        FeatureReader reader =
                new FeatureReader(faults, new ParameterReader(schemas, faults), new ToolReader(schemas, faults));
        beans.forEach(reader::read);
        unique(faults, "tool", reader.tools, ToolFeature::name, ToolFeature::method);
        unique(faults, "prompt", reader.prompts, PromptFeature::name, PromptFeature::method);
        unique(faults, "resource", reader.resources, r -> r.declaration().uri(), ResourceFeature::method);
        unique(faults, "resource template", reader.templates, TemplateFeature::name, TemplateFeature::method);
        Function<CompletionFeature, String> completed = c -> c.of() + "." + c.argument();
        unique(faults, "prompt completion", reader.promptCompletions, completed, CompletionFeature::method);
        unique(faults, "template completion", reader.templateCompletions, completed, CompletionFeature::method);
        Set<String> promptArguments = reader.prompts.stream()
                .flatMap(p -> p.method().arguments().stream().map(a -> p.name() + "." + a.name()))
                .collect(Collectors.toSet());
        Set<String> variables = reader.templates.stream()
                .flatMap(t -> t.template().variables().stream().map(v -> t.name() + "." + v))
                .collect(Collectors.toSet());
        refersTo(faults, promptArguments, reader.promptCompletions);
        refersTo(faults, variables, reader.templateCompletions);
        faults.refuse();
        return new Features(reader);
    }

    private static <F> void unique(
            DeclarationFaults faults,
            String kind,
            List<F> features,
            Function<F, String> key,
            Function<F, FeatureMethod> method) {
        Set<String> taken = new HashSet<>();
        for (F feature : features) {
            String name = key.apply(feature);
            faults.addIf(!taken.add(name), method.apply(feature).where(), kind + " " + name + " exists already");
        }
    }

    private static void refersTo(DeclarationFaults faults, Set<String> known, List<CompletionFeature> completions) {
        for (CompletionFeature completion : completions) {
            String of = completion.of() + "." + completion.argument();
            faults.addIf(!known.contains(of), completion.method().where(), "completes " + of + ", which is not there");
        }
    }

    private static <F> List<F> sorted(List<F> features, Function<F, String> key) {
        return features.stream().sorted(Comparator.comparing(key)).toList();
    }

    public List<ToolFeature> tools() {
        return tools;
    }

    public Optional<ToolFeature> tool(String name) {
        return Optional.ofNullable(toolByName.get(name));
    }

    public List<PromptFeature> prompts() {
        return prompts;
    }

    public Optional<PromptFeature> prompt(String name) {
        return prompts.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    public List<ResourceFeature> resources() {
        return resources;
    }

    public List<TemplateFeature> templates() {
        return templates;
    }

    /** The template an address is of: the most specific one that matches. */
    public Optional<TemplateFeature> templateFor(String uri) {
        return templates.stream()
                .filter(t -> t.template().match(uri).isPresent())
                .max(Comparator.comparingInt(t -> t.template().literals()));
    }

    public boolean hasCompletions() {
        return !promptCompletions.isEmpty() || !templateCompletions.isEmpty();
    }

    public Optional<CompletionFeature> promptCompletion(String prompt, String argument) {
        return find(promptCompletions, prompt, argument);
    }

    public Optional<CompletionFeature> templateCompletion(String template, String variable) {
        return find(templateCompletions, template, variable);
    }

    private static Optional<CompletionFeature> find(List<CompletionFeature> all, String of, String argument) {
        return all.stream()
                .filter(c -> c.of().equals(of) && c.argument().equals(argument))
                .findFirst();
    }
}
