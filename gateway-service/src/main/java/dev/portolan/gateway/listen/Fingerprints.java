package dev.portolan.gateway.listen;

import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.call.Sha256;
import dev.portolan.gateway.catalog.Catalog;
import dev.portolan.gateway.catalog.Feature;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Tells whether two callers, or one caller at two moments, see the same lists. Definitions are digested once for each
 * catalog, however many look at it. Safe for use by many threads.
 */
final class Fingerprints {
    private final Map<Endpoint, Digested> digested = new ConcurrentHashMap<>();

    private record Print(Feature feature, String digest) {}

    private record Digested(Catalog catalog, Map<FeatureKind, List<Print>> prints) {}

    /** Equal for equal lists of what is visible of a kind at an endpoint. */
    String of(Catalog catalog, Endpoint endpoint, FeatureKind kind, Predicate<Feature> visible) {
        Digested known = digested.get(endpoint);
        if (known == null || known.catalog() != catalog) {
            known = digest(catalog);
            digested.put(endpoint, known);
        }
        StringBuilder all = new StringBuilder();
        for (Print print : Objects.requireNonNull(known.prints().get(kind))) {
            if (visible.test(print.feature())) {
                all.append(print.digest());
            }
        }
        return Sha256.hex(all.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static Digested digest(Catalog catalog) {
        Map<FeatureKind, List<Print>> prints = new EnumMap<>(FeatureKind.class);
        for (FeatureKind kind : FeatureKind.values()) {
            List<Print> ofKind = new ArrayList<>();
            for (Feature feature : catalog.after(kind, "")) {
                ofKind.add(new Print(feature, Sha256.hex(feature.definition().toBytes())));
            }
            prints.put(kind, ofKind);
        }
        return new Digested(catalog, prints);
    }
}
