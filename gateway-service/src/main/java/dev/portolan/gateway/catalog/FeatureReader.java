package dev.portolan.gateway.catalog;

import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.naming.Identifiers;
import dev.portolan.gateway.view.Irreducible;
import dev.portolan.gateway.view.PinnedSchema;
import dev.portolan.gateway.view.Pins;
import dev.portolan.gateway.view.Selection;
import dev.portolan.gateway.view.Shown;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a connector's definitions and gives them their public form. A definition without a name is passed over. */
final class FeatureReader {
    private final Selection selection;
    private final Schemas schemas;
    private final Consumer<String> faults;

    /** @param faults takes sentences about what cannot be offered in the form that was chosen */
    FeatureReader(Selection selection, Schemas schemas, Consumer<String> faults) {
        this.selection = selection;
        this.schemas = schemas;
        this.faults = faults;
    }

    /** The name, URI or URI template of a definition; empty if it has none. */
    static String nameOf(FeatureKind kind, JsonSlice definition) {
        JsonSlice name = definition.member(
                switch (kind) {
                    case TOOL, PROMPT -> "name";
                    case RESOURCE -> "uri";
                    case TEMPLATE -> "uriTemplate";
                });
        String text = name == null ? null : name.text();
        return text == null ? "" : text;
    }

    /** None also for a tool whose mirrored arguments break the specification, as clients must leave those out. */
    List<Catalog.Entry> entries(FeatureKind kind, String connector, JsonSlice definition) {
        String name = nameOf(kind, definition);
        List<Shown> forms = name.isEmpty() ? List.of() : selection.of(kind, connector, name);
        boolean tool = kind == FeatureKind.TOOL;
        Optional<ParamHeaders> headers =
                tool && !forms.isEmpty() ? ParamHeaders.of(definition.member("inputSchema")) : Optional.empty();
        if (tool && headers.isEmpty()) {
            return List.of();
        }
        CallCheck check = tool ? check(definition) : CallCheck.NOTHING;
        List<Catalog.Entry> entries = new ArrayList<>();
        for (Shown form : forms) {
            try {
                Feature feature = feature(kind, connector, definition, form);
                entries.add(new Catalog.Entry(feature, check, headers.orElse(ParamHeaders.NONE), form.pins()));
            } catch (Irreducible schema) {
                faults.accept("tool " + form.name() + " is left out: its input schema " + schema.text());
            }
        }
        return entries;
    }

    private Feature feature(FeatureKind kind, String connector, JsonSlice definition, Shown form) throws Irreducible {
        JsonObject members = definition.members();
        Identifiers.toPublic(selection.naming(), connector, (named, own) -> form.name())
                .definition(kind, members);
        // Whether a call runs as a task is between the gateway and the connector: no client has to know.
        JsonSlice execution = members.get("execution");
        members.remove("execution");
        boolean onlyAsTask =
                execution != null && "required".equals(execution.members().text("taskSupport"));
        if (!form.title().isEmpty()) {
            members.set("title", form.title());
        }
        if (!form.description().isEmpty()) {
            members.set("description", form.description());
        }
        if (!form.pins().isEmpty()) {
            members.set("inputSchema", withoutPins(members.get("inputSchema"), form.pins()));
        }
        boolean tool = kind == FeatureKind.TOOL;
        Feature.Hints hints = tool ? hints(members.get("annotations")) : Feature.Hints.READING;
        return new Feature(
                connector, kind, nameOf(kind, definition), form.name(), hints, members.toSlice(), onlyAsTask);
    }

    private JsonSlice withoutPins(@Nullable JsonSlice input, Pins pins) throws Irreducible {
        PinnedSchema divided = PinnedSchema.of(input == null ? JsonSlice.EMPTY_OBJECT : input, pins.names());
        List<String> unfit = schemas.check(divided.ofPins(), null).faultsOfArguments(pins.toSlice());
        if (!unfit.isEmpty()) {
            // What follows the place is the connector's own words.
            throw new Irreducible(
                    "does not allow the value pinned at " + unfit.get(0).split(": ", 2)[0]);
        }
        return divided.ofCaller();
    }

    private CallCheck check(JsonSlice definition) {
        JsonObject members = definition.members();
        return schemas.check(members.get("inputSchema"), members.get("outputSchema"));
    }

    private static Feature.Hints hints(@Nullable JsonSlice annotations) {
        if (annotations == null) {
            return Feature.Hints.UNSTATED;
        }
        JsonObject stated = annotations.members();
        return new Feature.Hints(
                is(stated, "readOnlyHint", Feature.Hints.UNSTATED.readOnly()),
                is(stated, "destructiveHint", Feature.Hints.UNSTATED.destructive()),
                is(stated, "idempotentHint", Feature.Hints.UNSTATED.idempotent()),
                is(stated, "openWorldHint", Feature.Hints.UNSTATED.openWorld()));
    }

    private static boolean is(JsonObject stated, String hint, boolean otherwise) {
        JsonSlice value = stated.get(hint);
        return value == null || !value.isBoolean() ? otherwise : value.isTrue();
    }
}
