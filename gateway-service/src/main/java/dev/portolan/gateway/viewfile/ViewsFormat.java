package dev.portolan.gateway.viewfile;

import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.reload.Faults;
import dev.portolan.gateway.reload.FileContent;
import dev.portolan.gateway.reload.FileFormat;
import dev.portolan.gateway.reload.YamlDocument;
import dev.portolan.gateway.reload.YamlMapping;
import dev.portolan.gateway.view.Choice;
import dev.portolan.gateway.view.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The format of {@code views.yaml}; docs/reference/views.md describes it. */
final class ViewsFormat implements FileFormat<List<View>> {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,20}");

    @Override
    public List<View> read(FileContent content, Faults faults) {
        YamlMapping file =
                YamlDocument.read(content, faults).only("views").require("views", "write views: {} if there are none");
        List<View> views = new ArrayList<>();
        file.mapping("views").ifPresent(entries -> {
            for (String id : entries.keys()) {
                if (!ID.matcher(id).matches()) {
                    entries.fault(
                            id,
                            "cannot be the name of a view; begin with a lower-case letter, then at most 20 lower-case "
                                    + "letters, digits and '-'");
                }
                entries.mapping(id).ifPresent(entry -> views.add(view(id, entry)));
            }
        });
        return views.stream().sorted(Comparator.comparing(View::id)).toList();
    }

    private static View view(String id, YamlMapping entry) {
        entry.only("title", "description", "tools", "prompts", "resources");
        if (!entry.has("tools") && !entry.has("prompts") && !entry.has("resources")) {
            entry.fault("offers nothing; list tools, prompts or resources");
        }
        ChoiceFormat format = new ChoiceFormat();
        List<Choice> choices = new ArrayList<>();
        entry.mappings("tools")
                .forEach(each -> format.read(FeatureKind.TOOL, each).ifPresent(choices::add));
        entry.mappings("prompts")
                .forEach(each -> format.read(FeatureKind.PROMPT, each).ifPresent(choices::add));
        entry.mappings("resources")
                .forEach(each -> format.read(FeatureKind.RESOURCE, each).ifPresent(choices::add));
        Optional<String> title = entry.text("title");
        Optional<String> description = entry.text("description");
        return new View(id, title.orElse(""), description.orElse(""), choices);
    }
}
