package dev.portolan.gateway.viewfile;

import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.naming.FederatedNaming;
import dev.portolan.gateway.naming.PublicUris;
import dev.portolan.gateway.reload.Faults;
import dev.portolan.gateway.reload.YamlMapping;
import dev.portolan.gateway.view.Choice;
import dev.portolan.gateway.view.Pins;
import dev.portolan.gateway.view.Shown;
import dev.portolan.mcp.JsonSlice;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the entries of one view; of two that would be offered under one name the second is a fault. */
final class ChoiceFormat {
    private static final Pattern CONNECTOR = Pattern.compile("[a-z][a-z0-9-]{0,20}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final FederatedNaming NAMING = new FederatedNaming(new PublicUris(Set.of(), Map.of()));

    private final Set<String> taken = new HashSet<>();

    /** Empty where there was a fault, which then is among the faults of the file. */
    Optional<Choice> read(FeatureKind kind, YamlMapping entry) {
        String key = kind.name().toLowerCase(Locale.ROOT);
        switch (kind) {
            case TOOL -> entry.only("connector", key, "as", "title", "description", "pin");
            case PROMPT -> entry.only("connector", key, "as", "title", "description");
            default -> entry.only("connector", key, "title", "description");
        }
        entry.require("connector", "say which connector has the " + key)
                .require(key, "write the connector's own name for it, or a pattern with '*'");
        Optional<String> connector = entry.text("connector");
        if (connector.isPresent() && !CONNECTOR.matcher(connector.get()).matches()) {
            entry.fault(
                    "connector",
                    "is " + Faults.quoted(connector.get())
                            + ", which no connector can be called; write the id of one, without wildcards");
        }
        Optional<String> text = entry.text(key);
        Shown shown = shown(entry);
        if (connector.isEmpty() || text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Choice> choice = kind == FeatureKind.RESOURCE
                ? Choice.ofUris(connector.get(), text.get(), shown)
                : Optional.of(Choice.ofNames(kind, connector.get(), text.get(), shown));
        if (choice.isEmpty()) {
            entry.fault(key, "must be written without dot segments, backslashes and broken escapes");
        }
        choice.ifPresent(read -> check(entry, key, read));
        return choice;
    }

    private static Shown shown(YamlMapping entry) {
        Optional<String> as = entry.text("as");
        if (as.isPresent() && !NAME.matcher(as.get()).matches()) {
            entry.fault("as", "must be letters, digits, '_' and '-', at most 64 of them");
        }
        return new Shown(
                as.orElse(""),
                entry.text("title").orElse(""),
                entry.text("description").orElse(""),
                entry.mapping("pin").map(ChoiceFormat::pins).orElse(Pins.NONE));
    }

    private static Pins pins(YamlMapping pin) {
        if (pin.keys().isEmpty()) {
            pin.fault("sets nothing; write arguments and their values, or leave it out");
        }
        Map<String, JsonSlice> values = new LinkedHashMap<>();
        for (String name : pin.keys()) {
            pin.json(name).ifPresent(value -> values.put(name, value));
        }
        return new Pins(values);
    }

    private void check(YamlMapping entry, String key, Choice choice) {
        if (!choice.isOutright()) {
            for (String word : List.of("as", "title", "description")) {
                if (entry.has(word)) {
                    entry.fault(
                            word,
                            "can be said of one " + key + " only, and " + Faults.quoted(choice.text())
                                    + " is a pattern; name the " + key);
                }
            }
            return;
        }
        String name = choice.of(choice.kind(), choice.text(), NAMING).name();
        if (!taken.add(key + " " + name)) {
            boolean renames = choice.kind() != FeatureKind.RESOURCE;
            entry.fault("would be offered as " + Faults.quoted(name) + ", and so is an entry before it; "
                    + (renames ? "give one of them another name with as" : "keep one"));
        }
    }
}
