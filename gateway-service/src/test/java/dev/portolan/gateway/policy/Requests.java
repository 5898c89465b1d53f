package dev.portolan.gateway.policy;

import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.ClientFacts;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.call.Operation;
import dev.portolan.gateway.call.Origin;
import dev.portolan.gateway.catalog.Catalog;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.catalog.Listing;
import dev.portolan.gateway.catalog.Schemas;
import dev.portolan.gateway.naming.FederatedNaming;
import dev.portolan.gateway.naming.PublicUris;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.Revision;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Catalogs of real definitions, and calls as they come from a client. */
final class Requests {
    private Requests() {}

    /** A catalog of connectors that own the scheme of their name. */
    static Catalog catalog(List<Feature> features) {
        Map<String, List<Feature>> byConnector = features.stream().collect(Collectors.groupingBy(Feature::connector));
        List<Listing> listings = new ArrayList<>();
        byConnector.forEach((connector, own) -> listings.add(listing(connector, own)));
        Set<String> ids = byConnector.keySet();
        PublicUris uris = new PublicUris(ids, ids.stream().collect(Collectors.toMap(id -> id, id -> id)));
        return new Catalog(listings, new FederatedNaming(uris), new Schemas());
    }

    /** Everything in a catalog. */
    static List<Feature> everything(Catalog catalog) {
        return Arrays.stream(FeatureKind.values())
                .flatMap(kind -> catalog.after(kind, "").stream())
                .toList();
    }

    /** The call that uses a feature by its public name; of a template, the completion of its argument. */
    static Call call(Caller caller, FeatureKind kind, String publicName) {
        JsonSlice name = JsonSlice.ofText(publicName);
        Operation operation =
                switch (kind) {
                    case TOOL -> Operation.CALL_TOOL;
                    case PROMPT -> Operation.GET_PROMPT;
                    case RESOURCE -> Operation.READ_RESOURCE;
                    case TEMPLATE -> Operation.COMPLETE;
                };
        JsonObject params = JsonObject.empty();
        switch (kind) {
            case TOOL, PROMPT -> params.set("name", name);
            case RESOURCE -> params.set("uri", name);
            case TEMPLATE ->
                params.set(
                        "ref",
                        JsonObject.empty()
                                .set("type", "ref/resource")
                                .set("uri", name)
                                .toSlice());
        }
        JsonSlice message = JsonObject.empty()
                .set("jsonrpc", "2.0")
                .set("id", 1)
                .set("method", operation.method())
                .set("params", params.toSlice())
                .toSlice();
        Origin origin = new Origin(new UUID(0, 0), 0, Origin.Carrier.HTTP, "POST", "", "", "", "");
        Asked asked = new Asked(
                origin,
                Endpoint.FEDERATED,
                caller,
                Revision.V2026_07_28,
                Message.of(message),
                ClientFacts.NONE,
                0,
                h -> null);
        return Call.of(operation, asked);
    }

    private static Listing listing(String connector, List<Feature> features) {
        Map<FeatureKind, List<JsonSlice>> definitions = new EnumMap<>(FeatureKind.class);
        for (FeatureKind kind : FeatureKind.values()) {
            definitions.put(kind, new ArrayList<>());
        }
        features.forEach(feature -> definitions.get(feature.kind()).add(definition(feature)));
        return new Listing(
                connector,
                Listing.State.FRESH,
                "",
                "",
                JsonSlice.trusted("{\"completions\":{}}"),
                definitions.get(FeatureKind.TOOL),
                definitions.get(FeatureKind.PROMPT),
                definitions.get(FeatureKind.RESOURCE),
                definitions.get(FeatureKind.TEMPLATE));
    }

    private static JsonSlice definition(Feature feature) {
        String key =
                switch (feature.kind()) {
                    case TOOL, PROMPT -> "name";
                    case RESOURCE -> "uri";
                    case TEMPLATE -> "uriTemplate";
                };
        String json = JsonObject.empty()
                .set(key, feature.upstreamName())
                .set(
                        "annotations",
                        JsonObject.empty()
                                .set("readOnlyHint", feature.hints().readOnly())
                                .toSlice())
                .toSlice()
                .toString();
        return JsonSlice.parse(json.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
    }
}
