package dev.portolan.gateway.listen;

import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.catalog.Catalog;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One caller that listens at one endpoint, and what it was last told. Guarded by itself. */
final class Listener {
    private final Endpoint endpoint;
    private final Consumer<JsonSlice> sink;
    private final Fingerprints fingerprints;
    private final Map<String, String> seen = new HashMap<>();
    private ListenFilter honoured = ListenFilter.NOTHING;
    private Map<String, Set<String>> subscribed = Map.of();
    private Caller caller;

    Listener(Caller caller, Endpoint endpoint, Consumer<JsonSlice> sink, Fingerprints fingerprints) {
        this.caller = caller;
        this.endpoint = endpoint;
        this.sink = sink;
        this.fingerprints = fingerprints;
    }

    synchronized Caller caller() {
        return caller;
    }

    /** The same caller with other rights. */
    synchronized void renew(Caller renewed) {
        caller = renewed;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    synchronized ListenFilter honoured() {
        return honoured;
    }

    /** The connectors' own URIs of the resources it hears of, by connector. */
    synchronized Map<String, Set<String>> subscribed() {
        return subscribed;
    }

    /** The connectors' own ids of the tasks it hears of, by connector. */
    synchronized Map<String, Set<String>> watched() {
        Map<String, Set<String>> watched = new HashMap<>();
        honoured.tasks().values().forEach(task -> watched.computeIfAbsent(task.connector(), id -> new HashSet<>())
                .add(task.id()));
        return watched;
    }

    /** The connectors that have something it hears of beside lists. */
    synchronized Set<String> connectors() {
        Set<String> connectors = new HashSet<>(subscribed.keySet());
        honoured.tasks().values().forEach(task -> connectors.add(task.connector()));
        return connectors;
    }

    /** Takes a wish, from what is visible now: later changes of lists it had not listened for are changes of that. */
    synchronized void wish(ListenFilter wish, Catalog catalog, Predicate<Feature> visible, Reporting reporting) {
        Map<String, Set<String>> originals = new HashMap<>();
        Set<String> uris = new HashSet<>();
        for (String uri : wish.uris()) {
            catalog.resource(uri)
                    .filter(visible)
                    .filter(feature -> reporting.resources(feature.connector()))
                    .ifPresent(feature -> {
                        uris.add(uri);
                        originals
                                .computeIfAbsent(feature.connector(), id -> new HashSet<>())
                                .add(feature.upstreamName());
                    });
        }
        subscribed = originals;
        Map<String, Call.Task> tasks = new HashMap<>();
        wish.tasks().forEach((id, task) -> {
            if (reporting.tasks(task.connector())) {
                tasks.put(id, task);
            }
        });
        honoured = new ListenFilter(wish.tools(), wish.prompts(), wish.resources(), uris, tasks);
        Map<String, String> lists = lists(catalog, visible);
        seen.keySet().retainAll(lists.keySet());
        lists.forEach(seen::putIfAbsent);
    }

    /** Tells of the lists that look different to this caller than they last did. */
    synchronized void compare(Catalog catalog, Predicate<Feature> visible) {
        lists(catalog, visible).forEach((method, print) -> {
            if (!print.equals(seen.put(method, print))) {
                sink.accept(JsonRpc.notification(method, JsonSlice.EMPTY_OBJECT));
            }
        });
    }

    /** Tells of a changed resource, if it listens for it or for what it is part of, and may know of it now. */
    synchronized void updated(String connector, String uri, Catalog catalog, Predicate<Feature> visible) {
        boolean covered = subscribed.getOrDefault(connector, Set.of()).stream().anyMatch(s -> covers(s, uri));
        if (!covered) {
            return;
        }
        String publicUri = catalog.naming().uri(connector, uri);
        boolean mayKnow = catalog.resource(publicUri)
                .filter(feature -> feature.connector().equals(connector))
                .filter(visible)
                .isPresent();
        if (mayKnow) {
            JsonObject params = JsonObject.empty().set("uri", publicUri);
            sink.accept(JsonRpc.notification(McpMethod.RESOURCE_UPDATED, params.toSlice()));
        }
    }

    /** Tells that a task changed, if it listens for it: under the caller's id, and not what became of it. */
    synchronized void changed(String connector, String id) {
        honoured.tasks().forEach((callersId, task) -> {
            if (task.connector().equals(connector) && task.id().equals(id)) {
                JsonObject params = JsonObject.empty().set("taskId", callersId);
                sink.accept(JsonRpc.notification(McpMethod.TASK_CHANGED, params.toSlice()));
            }
        });
    }

    /** MCP lets a connector report a part of what was subscribed to; what is a part is read off the URI. */
    static boolean covers(String subscribed, String uri) {
        return uri.startsWith(subscribed)
                && (uri.length() == subscribed.length()
                        || subscribed.endsWith("/")
                        || "/?#".indexOf(uri.charAt(subscribed.length())) >= 0);
    }

    private Map<String, String> lists(Catalog catalog, Predicate<Feature> visible) {
        Map<String, String> prints = new HashMap<>();
        if (honoured.tools()) {
            prints.put(McpMethod.TOOLS_CHANGED, print(catalog, FeatureKind.TOOL, visible));
        }
        if (honoured.prompts()) {
            prints.put(McpMethod.PROMPTS_CHANGED, print(catalog, FeatureKind.PROMPT, visible));
        }
        if (honoured.resources()) {
            String both = print(catalog, FeatureKind.RESOURCE, visible) + print(catalog, FeatureKind.TEMPLATE, visible);
            prints.put(McpMethod.RESOURCES_CHANGED, both);
        }
        return prints;
    }

    private String print(Catalog catalog, FeatureKind kind, Predicate<Feature> visible) {
        return fingerprints.of(catalog, endpoint, kind, visible);
    }
}
