package dev.portolan.gateway.catalog;

import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.naming.FederatedNaming;
import dev.portolan.gateway.naming.Naming;
import dev.portolan.gateway.naming.PublicUris;
import dev.portolan.gateway.view.Pins;
import dev.portolan.gateway.view.Selection;
import dev.portolan.mcp.JsonSlice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Everything on offer at one endpoint at one moment, by public name, sorted, so that lists come in the same order every
 * time.
 * Immutable: a change of any connector's listing makes a new catalog.
 */
public final class Catalog {
    /** A feature and what goes with it. */
    record Entry(Feature feature, CallCheck check, ParamHeaders headers, Pins pins) {
        /** A feature that nothing goes with. */
        static Entry bare(Feature feature) {
            return new Entry(feature, CallCheck.NOTHING, ParamHeaders.NONE, Pins.NONE);
        }

        /** A tool that was called before: no arguments go to it, but its answer may still come. */
        Entry uncalled() {
            return new Entry(feature, check, ParamHeaders.NONE, Pins.NONE);
        }
    }

    /** Nothing on offer. */
    static final Catalog EMPTY =
            new Catalog(List.of(), new FederatedNaming(new PublicUris(Set.of(), Map.of())), new Schemas());

    private final Map<FeatureKind, NavigableMap<String, Entry>> entries = new EnumMap<>(FeatureKind.class);
    private final List<Listing> listings;
    private final Selection selection;
    private final List<String> faults = new ArrayList<>();

    /** All that the listings have, under the names of a naming. */
    public Catalog(Collection<Listing> listings, Naming naming, Schemas schemas) {
        this(listings, Selection.everything(naming), schemas);
    }

    /**
     * What a selection makes of the listings.
     *
     * @param schemas compiles what the definitions demand
     */
    public Catalog(Collection<Listing> listings, Selection selection, Schemas schemas) {
        this.listings = listings.stream()
                .sorted(Comparator.comparing(Listing::connector))
                .toList();
        this.selection = selection;
        for (FeatureKind kind : FeatureKind.values()) {
            entries.put(kind, new TreeMap<>());
        }
        FeatureReader reader = new FeatureReader(selection, schemas, faults::add);
        for (Listing listing : this.listings) {
            add(FeatureKind.TOOL, listing.connector(), listing.tools(), reader);
            add(FeatureKind.PROMPT, listing.connector(), listing.prompts(), reader);
            add(FeatureKind.RESOURCE, listing.connector(), listing.resources(), reader);
            add(FeatureKind.TEMPLATE, listing.connector(), listing.templates(), reader);
        }
    }

    private void add(FeatureKind kind, String connector, List<JsonSlice> definitions, FeatureReader reader) {
        for (JsonSlice definition : definitions) {
            reader.entries(kind, connector, definition).forEach(entry -> {
                Feature feature = entry.feature();
                Entry other = named(kind).putIfAbsent(feature.publicName(), entry);
                if (other != null) {
                    faults.add(kind + " " + feature.publicName() + " is offered twice: as "
                            + other.feature().upstreamName() + " by "
                            + other.feature().connector() + " (kept) and as " + feature.upstreamName() + " by "
                            + connector + " (left out)");
                }
            });
        }
    }

    private NavigableMap<String, Entry> named(FeatureKind kind) {
        return Objects.requireNonNull(entries.get(kind));
    }

    /** The features of a kind whose public names come after the given one, in order; all of them after "". */
    public Collection<Feature> after(FeatureKind kind, String publicName) {
        return named(kind).tailMap(publicName, false).values().stream()
                .map(Entry::feature)
                .toList();
    }

    /** Ids of the connectors that have a feature of this sort. */
    public Set<String> connectors(Predicate<Feature> sort) {
        return entries.values().stream()
                .flatMap(named -> named.values().stream())
                .map(Entry::feature)
                .filter(sort)
                .map(Feature::connector)
                .collect(Collectors.toSet());
    }

    /** What each connector said, sorted by id. */
    public List<Listing> listings() {
        return listings;
    }

    /** How public names and URIs relate to the connectors' own. */
    public Naming naming() {
        return selection.naming();
    }

    /**
     * What is left out: of two features that would share a name the second, and what cannot be offered in the form
     * that was chosen. Each is a sentence for the operator.
     */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** @throws CallRefused with {@link dev.portolan.gateway.call.Refusal#UNKNOWN_FEATURE} if nothing has that name */
    public RoutedCall route(Call call) {
        Entry known = named(call.kind()).get(call.name());
        if (known == null && call.kind() == FeatureKind.RESOURCE) {
            return unlisted(call.name())
                    .map(feature -> routed(call, Entry.bare(feature)))
                    .orElseThrow(() -> call.unknown(""));
        }
        if (known == null || call.task() != null && !isOf(known.feature(), call.task())) {
            throw call.unknown("");
        }
        return switch (call.operation()) {
            case CALL_TOOL -> routed(call, known);
            case GET_TASK, UPDATE_TASK, CANCEL_TASK -> routed(call, known.uncalled());
            case GET_PROMPT, READ_RESOURCE, COMPLETE -> routed(call, Entry.bare(known.feature()));
        };
    }

    /** Names may have come to mean something else since the task began. */
    private static boolean isOf(Feature tool, Call.Task task) {
        return task.connector().equals(tool.connector()) && task.tool().equals(tool.upstreamName());
    }

    private RoutedCall routed(Call call, Entry target) {
        return new RoutedCall(call, target, selection.naming());
    }

    /** The resource of that public URI, whether or not it is listed, or empty if the URI leads to no connector. */
    public Optional<Feature> resource(String publicUri) {
        Entry known = named(FeatureKind.RESOURCE).get(publicUri);
        return known != null ? Optional.of(known.feature()) : unlisted(publicUri);
    }

    /** A resource need not be listed to be read: templates describe more than any list holds. */
    private Optional<Feature> unlisted(String publicUri) {
        return selection
                .naming()
                .original(publicUri)
                .filter(original -> !selection
                        .of(FeatureKind.RESOURCE, original.connector(), original.uri())
                        .isEmpty())
                .map(original -> new Feature(
                        original.connector(),
                        FeatureKind.RESOURCE,
                        original.uri(),
                        publicUri,
                        Feature.Hints.READING,
                        JsonSlice.EMPTY_OBJECT));
    }
}
