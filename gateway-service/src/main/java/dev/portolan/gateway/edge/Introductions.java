package dev.portolan.gateway.edge;

import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.ClientFacts;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.call.Gateway;
import dev.portolan.gateway.catalog.Catalog;
import dev.portolan.gateway.catalog.CatalogStore;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.catalog.Listing;
import dev.portolan.gateway.listen.Announcements;
import dev.portolan.gateway.pipeline.ListPipeline;
import dev.portolan.gateway.policy.PolicyGate;
import dev.portolan.gateway.view.View;
import dev.portolan.mcp.Ingress;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.MetaKey;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the gateway says of itself to one caller: only of connectors it may know of, and only what it can serve. */
@Singleton
public class Introductions {
    private static final int LONGEST_INSTRUCTIONS = 2_000;
    private static final int LONGEST_TITLE = 80;
    private static final int TTL_MILLIS = 60_000;

    private final CatalogStore store;
    private final PolicyGate policy;
    private final ListPipeline lists;
    private final Announcements announcements;

    Introductions(CatalogStore store, PolicyGate policy, ListPipeline lists, Announcements announcements) {
        this.store = store;
        this.policy = policy;
        this.lists = lists;
        this.announcements = announcements;
    }

    /** The result of {@code server/discover}. */
    JsonObject discover(Asked asked, Ingress ingress) {
        JsonSlice versions = JsonObject.array(ingress.supported().stream()
                .map(revision -> JsonSlice.ofText(revision.wire()))
                .toList());
        return described(
                JsonObject.empty()
                        .set("resultType", "complete")
                        .set("supportedVersions", versions)
                        .set("ttlMs", TTL_MILLIS)
                        .set("cacheScope", "private")
                        .set(
                                "_meta",
                                JsonObject.empty()
                                        .set(MetaKey.SERVER_INFO, info(asked.endpoint()))
                                        .toSlice()),
                asked);
    }

    /** Who the client speaks to: the gateway, by the title of the view if there is one. */
    private JsonSlice info(Endpoint endpoint) {
        return store.view(endpoint)
                .map(View::title)
                .filter(title -> !title.isEmpty())
                .map(title -> Gateway.INFO.members().set("title", title).toSlice())
                .orElse(Gateway.INFO);
    }

    /** The result of {@code initialize}. */
    JsonObject initialize(Asked asked) {
        JsonObject result =
                JsonObject.empty().set("protocolVersion", asked.revision().wire());
        return described(result, asked).set("serverInfo", info(asked.endpoint()));
    }

    private JsonObject described(JsonObject result, Asked asked) {
        Caller caller = asked.caller();
        Endpoint endpoint = asked.endpoint();
        JsonObject capabilities = JsonObject.empty();
        boolean resources =
                lists.any(FeatureKind.RESOURCE, endpoint, caller) || lists.any(FeatureKind.TEMPLATE, endpoint, caller);
        boolean prompts = lists.any(FeatureKind.PROMPT, endpoint, caller);
        // Tools are what a gateway is for: a caller who may use none is shown an empty list rather than no list.
        Catalog now = store.at(endpoint);
        Set<String> known = now.connectors(policy.visibleTo(caller));
        JsonObject changes = JsonObject.empty().set("listChanged", true);
        capabilities.set("tools", changes.toSlice());
        if (prompts) {
            capabilities.set("prompts", changes.toSlice());
        }
        if (resources) {
            boolean subscribe = known.stream().anyMatch(announcements.reporting()::resources);
            capabilities.set("resources", (subscribe ? changes.set("subscribe", true) : changes).toSlice());
        }
        boolean completes =
                now.listings().stream().anyMatch(l -> l.can("completions") && known.contains(l.connector()));
        if (now.listings().stream().anyMatch(l -> l.can("logging") && known.contains(l.connector()))) {
            capabilities.set("logging", JsonSlice.EMPTY_OBJECT);
        }
        if (completes && (resources || prompts)) {
            capabilities.set("completions", JsonSlice.EMPTY_OBJECT);
        }
        boolean tasks = !now.connectors(policy.visibleTo(caller).and(Feature::onlyAsTask))
                        .isEmpty()
                || now.listings().stream()
                        .anyMatch(l -> l.extendedBy(ClientFacts.TASKS) && known.contains(l.connector()));
        if (tasks && asked.revision().isModern()) {
            JsonObject extensions = JsonObject.empty().set(ClientFacts.TASKS, JsonSlice.EMPTY_OBJECT);
            capabilities.set("extensions", extensions.toSlice());
        }
        return result.set("capabilities", capabilities.toSlice())
                .set("instructions", instructions(endpoint, now, known));
    }

    /** A view speaks for itself: connectors' own words name tools that it may not have or calls otherwise. */
    private String instructions(Endpoint endpoint, Catalog now, Set<String> known) {
        Optional<View> view = store.view(endpoint);
        if (view.isPresent()) {
            return view.get().description();
        }
        if (endpoint.kind() == Endpoint.Kind.CONNECTOR) {
            return now.listings().stream()
                    .filter(l -> known.contains(l.connector()))
                    .map(l -> bounded(l.instructions()))
                    .findFirst()
                    .orElse("");
        }
        List<String> parts = new ArrayList<>();
        parts.add("Tools and prompts are named <connector>_<name>. Where a connector's own words below name a tool,"
                + " put its prefix in front.");
        for (Listing listing : now.listings()) {
            if (known.contains(listing.connector()) && !listing.instructions().isEmpty()) {
                parts.add("[" + label(listing) + "] " + bounded(listing.instructions()));
            }
        }
        return String.join("\n\n", parts);
    }

    private static String bounded(String instructions) {
        return instructions.substring(0, Math.min(instructions.length(), LONGEST_INSTRUCTIONS));
    }

    /** The connector's id, which tool names begin with, and what it calls itself. */
    private static String label(Listing listing) {
        String title = listing.title();
        return title.isEmpty()
                ? listing.connector()
                : listing.connector() + ": " + title.substring(0, Math.min(title.length(), LONGEST_TITLE));
    }
}
