package dev.portolan.mcp.server.feature;

import static dev.portolan.mcp.server.feature.FeatureParameter.Kind.CANCELLATION;
import static dev.portolan.mcp.server.feature.FeatureParameter.Kind.COMPLETE_CONTEXT;
import static dev.portolan.mcp.server.feature.FeatureParameter.Kind.PROGRESS;
import static dev.portolan.mcp.server.feature.FeatureParameter.Kind.PROGRESS_TOKEN;
import static dev.portolan.mcp.server.feature.FeatureParameter.Kind.REQUEST_URI;

import dev.portolan.mcp.server.CompletePrompt;
import dev.portolan.mcp.server.CompleteResourceTemplate;
import dev.portolan.mcp.server.Prompt;
import dev.portolan.mcp.server.Resource;
import dev.portolan.mcp.server.ResourceTemplate;
import dev.portolan.mcp.server.Tool;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the feature methods of one bean class after the other, collecting features and faults. */
final class FeatureReader {
    private final DeclarationFaults faults;
    private final ParameterReader parameters;
    private final ToolReader toolReader;

    final List<ToolFeature> tools = new ArrayList<>();
    final List<PromptFeature> prompts = new ArrayList<>();
    final List<ResourceFeature> resources = new ArrayList<>();
    final List<TemplateFeature> templates = new ArrayList<>();
    final List<CompletionFeature> promptCompletions = new ArrayList<>();
    final List<CompletionFeature> templateCompletions = new ArrayList<>();

    FeatureReader(DeclarationFaults faults, ParameterReader parameters, ToolReader toolReader) {
        this.faults = faults;
        this.parameters = parameters;
        this.toolReader = toolReader;
    }

    void read(Class<?> beanClass, Supplier<Object> bean) {
        for (Class<?> type = beanClass; type != null && type != Object.class; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (!method.isBridge() && !method.isSynthetic()) {
                    read(method, bean);
                }
            }
        }
    }

    private void read(Method method, Supplier<Object> bean) {
        Tool tool = method.getAnnotation(Tool.class);
        if (tool != null) {
            FeatureMethod target = target(method, bean, Set.of(PROGRESS, PROGRESS_TOKEN, CANCELLATION));
            toolReader.read(name(tool.name(), method), tool, target).ifPresent(tools::add);
        }
        Prompt prompt = method.getAnnotation(Prompt.class);
        if (prompt != null) {
            prompt(prompt, target(method, bean, Set.of(CANCELLATION)));
        }
        Resource resource = method.getAnnotation(Resource.class);
        if (resource != null) {
            resource(resource, target(method, bean, Set.of(REQUEST_URI, CANCELLATION)));
        }
        ResourceTemplate template = method.getAnnotation(ResourceTemplate.class);
        if (template != null) {
            template(template, target(method, bean, Set.of(REQUEST_URI, CANCELLATION)));
        }
        CompletePrompt completesPrompt = method.getAnnotation(CompletePrompt.class);
        if (completesPrompt != null) {
            completion(completesPrompt.value(), method, bean, promptCompletions);
        }
        CompleteResourceTemplate completesTemplate = method.getAnnotation(CompleteResourceTemplate.class);
        if (completesTemplate != null) {
            completion(completesTemplate.value(), method, bean, templateCompletions);
        }
    }

    private FeatureMethod target(Method method, Supplier<Object> bean, Set<FeatureParameter.Kind> allowed) {
        String where = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        faults.addIf(Modifier.isPrivate(method.getModifiers()), where, "must not be private");
        faults.addIf(Modifier.isStatic(method.getModifiers()), where, "must not be static");
        faults.addIf(method.getReturnType() == void.class, where, "returns nothing");
        method.setAccessible(true);
        return new FeatureMethod(
                bean,
                method,
                Arrays.stream(method.getParameters())
                        .map(parameter -> parameters.read(where, parameter, allowed))
                        .toList());
    }

    private void prompt(Prompt declared, FeatureMethod method) {
        String name = name(declared.name(), method.method());
        faults.addIf(
                !ToolReader.NAME.matcher(name).matches(), method.where(), "name " + name + " is not [a-z0-9_]{1,40}");
        faults.addIf(declared.title().isBlank(), method.where(), "has no title");
        faults.addIf(declared.description().isBlank(), method.where(), "has no description");
        for (FeatureParameter argument : method.arguments()) {
            faults.addIf(
                    argument.description().isEmpty(),
                    method.where(),
                    argument.name() + " lacks @PromptArg(description)");
            textual(argument, method);
        }
        prompts.add(new PromptFeature(name, declared, method));
    }

    private void resource(Resource declared, FeatureMethod method) {
        faults.addIf(declared.uri().indexOf(':') < 1, method.where(), "uri is not absolute");
        faults.addIf(declared.description().isBlank(), method.where(), "has no description");
        faults.addIf(!method.arguments().isEmpty(), method.where(), "a fixed resource has no arguments");
        resources.add(new ResourceFeature(name(declared.name(), method.method()), declared, method));
    }

    private void template(ResourceTemplate declared, FeatureMethod method) {
        faults.addIf(declared.description().isBlank(), method.where(), "has no description");
        method.arguments().forEach(argument -> textual(argument, method));
        try {
            UriTemplate template = new UriTemplate(declared.uriTemplate());
            List<String> bound =
                    method.arguments().stream().map(FeatureParameter::name).toList();
            faults.addIf(
                    !Set.copyOf(bound).equals(Set.copyOf(template.variables())),
                    method.where(),
                    "variables " + template.variables() + " and parameters " + bound + " differ");
            templates.add(new TemplateFeature(name(declared.name(), method.method()), template, declared, method));
        } catch (IllegalArgumentException malformed) {
            faults.add(method.where(), "uriTemplate: " + malformed.getMessage());
        }
    }

    private void completion(String of, Method method, Supplier<Object> bean, List<CompletionFeature> into) {
        FeatureMethod target = target(method, bean, Set.of(COMPLETE_CONTEXT, CANCELLATION));
        List<FeatureParameter> arguments = target.arguments();
        if (arguments.size() != 1 || arguments.get(0).type() != String.class) {
            faults.add(target.where(), "a completion takes one String, the value to complete");
        } else {
            into.add(new CompletionFeature(of, arguments.get(0).name(), target));
        }
    }

    private void textual(FeatureParameter argument, FeatureMethod method) {
        faults.addIf(argument.type() != String.class, method.where(), argument.name() + " must be a String");
    }

    private static String name(String declared, Method method) {
        return declared.equals(Tool.ELEMENT_NAME) ? method.getName() : declared;
    }
}
