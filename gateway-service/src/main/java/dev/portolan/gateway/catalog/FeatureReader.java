package dev.portolan.gateway.catalog;

import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.naming.Identifiers;
import dev.portolan.gateway.naming.Naming;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a connector's definitions and gives them their public form. A definition without a name is passed over. */
final class FeatureReader {
    private final Naming naming;
    private final Schemas schemas;

    FeatureReader(Naming naming, Schemas schemas) {
        this.naming = naming;
        this.schemas = schemas;
    }

    /** Empty also for a tool whose mirrored arguments break the specification, as clients must leave those out. */
    Optional<Catalog.Entry> entry(FeatureKind kind, String connector, JsonSlice definition) {
        JsonSlice input = kind == FeatureKind.TOOL ? definition.member("inputSchema") : null;
        return feature(kind, connector, definition).flatMap(feature -> ParamHeaders.of(input)
                .map(headers -> new Catalog.Entry(feature, check(feature, definition), headers)));
    }

    private Optional<Feature> feature(FeatureKind kind, String connector, JsonSlice definition) {
        JsonObject members = definition.members();
        String key =
                switch (kind) {
                    case TOOL, PROMPT -> "name";
                    case RESOURCE -> "uri";
                    case TEMPLATE -> "uriTemplate";
                };
        String name = members.text(key);
        if (name == null || name.isEmpty()) {
            return Optional.empty();
        }
        boolean named = kind == FeatureKind.TOOL || kind == FeatureKind.PROMPT;
        Optional<String> offered =
                named ? naming.name(kind, connector, name) : Optional.of(naming.uri(connector, name));
        if (offered.isEmpty()) {
            return Optional.empty();
        }
        String publicName = offered.orElseThrow();
        Identifiers.toPublic(naming, connector).definition(kind, members);
        // A 2025-11-25 connector's task support is not carried, so it is not advertised.
        members.remove("execution");
        Feature.Hints hints = kind == FeatureKind.TOOL ? hints(members.get("annotations")) : Feature.Hints.READING;
        return Optional.of(new Feature(connector, kind, name, publicName, hints, members.toSlice()));
    }

    private CallCheck check(Feature feature, JsonSlice definition) {
        if (feature.kind() != FeatureKind.TOOL) {
            return CallCheck.NOTHING;
        }
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
