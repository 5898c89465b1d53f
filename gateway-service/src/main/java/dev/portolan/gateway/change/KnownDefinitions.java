package dev.portolan.gateway.change;

import dev.portolan.gateway.catalog.Listing;
import dev.portolan.mcp.JsonSlice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is known of the definitions of one connector. Guarded by its own lock: one change at a time. */
final class KnownDefinitions {
    private final String connector;
    private Map<DefinitionKey, Definition> definitions = Map.of();
    /** Replaced as a whole, so that it can be counted without the lock. */
    private volatile Map<DefinitionKey, Instant> held = Map.of();

    private final Map<DefinitionKey, Definition> offered = new TreeMap<>();
    private @Nullable Listing said;
    private @Nullable Listing cleaned;
    private @Nullable Listing offer;
    private boolean holds;
    private boolean lost;

    /** One difference between what was known and what is. */
    record Difference(
            DefinitionKey key,
            Optional<Definition> before,
            Optional<Definition> now,
            boolean held,
            Optional<String> approved) {
        /** Whether the definition itself differs, and not only whether it is held. */
        boolean ofDefinition() {
            return !before.map(Definition::sha256).equals(now.map(Definition::sha256));
        }
    }

    /** What follows from a step: the differences, or all definitions if nothing was known before. */
    record Step(boolean first, boolean holds, Map<DefinitionKey, Definition> all, List<Difference> differences) {}

    KnownDefinitions(String connector) {
        this.connector = connector;
    }

    /** Whether this is what the connector said last, so that nothing needs to be read again. */
    boolean isWhatWasSaid(Listing listing) {
        return listing.equals(said);
    }

    /** Takes what a connector says now; {@code all} are the definitions of the cleaned listing. */
    Step found(Listing raw, Listing clean, Map<DefinitionKey, Definition> all, boolean hold, Settling settling) {
        boolean first = said == null;
        said = raw;
        cleaned = clean;
        holds = hold;
        lost = false;
        return settle(all, first, settling);
    }

    /** Takes what a connector said last once more. */
    Step foundAgain(boolean hold, Settling settling) {
        holds = hold;
        lost = false;
        return settle(definitions, false, settling);
    }

    /** Looks again at what is approved. */
    Step reviewed(Settling settling) {
        return settle(definitions, false, settling);
    }

    void lost() {
        lost = true;
    }

    /** What is approved, and the time. */
    record Settling(Approvals approvals, Instant now) {}

    private Step settle(Map<DefinitionKey, Definition> all, boolean first, Settling settling) {
        Map<DefinitionKey, Definition> before = definitions;
        Map<DefinitionKey, Instant> wasHeld = held;
        Map<DefinitionKey, Instant> isHeld = new TreeMap<>();
        all.forEach((key, definition) -> {
            if (holds && !settling.approvals().approves(connector, definition)) {
                boolean same = Optional.of(definition.sha256())
                        .equals(Optional.ofNullable(before.get(key)).map(Definition::sha256));
                isHeld.put(key, same ? wasHeld.getOrDefault(key, settling.now()) : settling.now());
            } else {
                offered.put(key, definition);
            }
        });
        offered.keySet().removeIf(key -> !all.containsKey(key));
        definitions = all;
        held = isHeld;
        offer = cleaned == null ? null : offer(cleaned);
        return new Step(first, holds, all, differences(before, wasHeld.keySet(), settling.approvals(), first));
    }

    private List<Difference> differences(
            Map<DefinitionKey, Definition> before, Set<DefinitionKey> wasHeld, Approvals approvals, boolean first) {
        Set<DefinitionKey> keys = new TreeSet<>(definitions.keySet());
        keys.addAll(before.keySet());
        return keys.stream()
                .map(key -> new Difference(
                        key,
                        Optional.ofNullable(before.get(key)),
                        Optional.ofNullable(definitions.get(key)),
                        held.containsKey(key),
                        approvals.approved(connector, key)))
                .filter(d -> first
                        ? d.held() && d.approved().isPresent()
                        : d.ofDefinition() || d.held() != wasHeld.contains(d.key()))
                .toList();
    }

    /** What may be offered, or empty if the connector never answered. */
    Optional<Listing> offer() {
        return Optional.ofNullable(offer).map(listing -> lost ? listing.stale() : listing);
    }

    private Listing offer(Listing all) {
        if (!holds) {
            return all;
        }
        boolean silent = held.containsKey(DefinitionKey.INSTRUCTIONS);
        return new Listing(
                connector,
                all.state(),
                silent ? "" : all.title(),
                silent ? "" : all.instructions(),
                all.capabilities(),
                offer(DefinitionKey.Kind.TOOL, all.tools()),
                offer(DefinitionKey.Kind.PROMPT, all.prompts()),
                offer(DefinitionKey.Kind.RESOURCE, all.resources()),
                offer(DefinitionKey.Kind.TEMPLATE, all.templates()));
    }

    /** Compares by hash, so that of two definitions under one name only the one that was judged gets through. */
    private List<JsonSlice> offer(DefinitionKey.Kind kind, List<JsonSlice> all) {
        return all.stream()
                .filter(slice -> Definition.of(kind, slice)
                        .filter(definition -> !held.containsKey(definition.key())
                                && definition.equals(definitions.get(definition.key())))
                        .isPresent())
                .toList();
    }

    int heldCount() {
        return held.size();
    }

    /** What is held, in order. */
    void held(Approvals approvals, Consumer<HeldDefinition> to) {
        held.forEach((key, since) -> {
            Definition definition = definitions.get(key);
            if (definition != null) {
                to.accept(new HeldDefinition(
                        connector,
                        definition,
                        since,
                        approvals.approved(connector, key),
                        Optional.ofNullable(offered.get(key))));
            }
        });
    }
}
