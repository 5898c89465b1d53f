package dev.portolan.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.naming.FederatedNaming;
import dev.portolan.gateway.naming.PublicUris;
import dev.portolan.mcp.JsonSlice;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static Listing listing(String connector, String... tools) {
        List<JsonSlice> definitions =
                List.of(tools).stream().map(JsonSlice::trusted).toList();
        return new Listing(
                connector,
                Listing.State.FRESH,
                "",
                "",
                JsonSlice.EMPTY_OBJECT,
                definitions,
                List.of(),
                List.of(),
                List.of());
    }

    private static Catalog catalog(Listing... listings) {
        return new Catalog(
                List.of(listings), new FederatedNaming(new PublicUris(Set.of("a", "b"), Map.of())), new Schemas());
    }

    private static List<String> names(Catalog catalog) {
        return catalog.after(FeatureKind.TOOL, "").stream()
                .map(Feature::publicName)
                .toList();
    }

    @Test
    void toolsComeUnderPublicNamesInOneOrder() {
        Catalog catalog =
                catalog(listing("b", "{\"name\":\"z\"}", "{\"name\":\"y.x/w\"}"), listing("a", "{\"name\":\"q\"}"));

        assertThat(names(catalog)).containsExactly("a_q", "b_y_x_w", "b_z");
        assertThat(catalog.after(FeatureKind.TOOL, "b_y_x_w"))
                .extracting(Feature::upstreamName)
                .containsExactly("z");
    }

    @Test
    void longNamesAreShortenedAndStayApart() {
        String stem = "x".repeat(80);
        Catalog catalog = catalog(listing("a", "{\"name\":\"" + stem + "1\"}", "{\"name\":\"" + stem + "2\"}"));

        assertThat(names(catalog)).hasSize(2).allMatch(name -> name.matches("[A-Za-z0-9_-]{1,64}"));
        assertThat(names(catalog(listing("a", "{\"name\":\"" + stem + "1\"}")))).allMatch(names(catalog)::contains);
    }

    @Test
    void aCollisionNamesBothAndKeepsOne() {
        Catalog catalog = catalog(listing("a", "{\"name\":\"x.y\"}", "{\"name\":\"x_y\"}"));

        assertThat(names(catalog)).containsExactly("a_x_y");
        assertThat(catalog.faults()).singleElement().asString().contains("x.y", "x_y", "a_x_y");
    }

    @Test
    void definitionsKeepWhatTheyHaveUnderTheirPublicName() {
        Catalog catalog = catalog(
                listing(
                        "a",
                        "{\"name\":\"t\",\"x-own\":[1.50],\"execution\":{\"taskSupport\":\"optional\"},\"annotations\":{\"readOnlyHint\":true}}"));

        Feature feature = catalog.after(FeatureKind.TOOL, "").iterator().next();
        assertThat(feature.definition().json())
                .isEqualTo("{\"name\":\"a_t\",\"x-own\":[1.50],\"annotations\":{\"readOnlyHint\":true}}");
        assertThat(feature.hints().readOnly()).isTrue();
        assertThat(feature.hints().destructive()).isTrue();
    }

    @Test
    void aToolThatMirrorsArgumentsWronglyIsLeftOutAndTheOthersStay() {
        Catalog catalog = catalog(
                listing(
                        "a",
                        "{\"name\":\"good\",\"inputSchema\":{\"properties\":{\"r\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"}}}}",
                        "{\"name\":\"number\",\"inputSchema\":{\"properties\":{\"r\":{\"type\":\"number\",\"x-mcp-header\":\"Region\"}}}}",
                        "{\"name\":\"twice\",\"inputSchema\":{\"properties\":{\"r\":{\"type\":\"string\",\"x-mcp-header\":\"A\"},\"s\":{\"type\":\"string\",\"x-mcp-header\":\"a\"}}}}",
                        "{\"name\":\"hidden\",\"inputSchema\":{\"properties\":{\"r\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}}}}",
                        "{\"name\":\"crlf\",\"inputSchema\":{\"properties\":{\"r\":{\"type\":\"string\",\"x-mcp-header\":\"A\\r\\nB\"}}}}"));

        assertThat(names(catalog)).containsExactly("a_good");
    }

    @Test
    void aLostConnectorKeepsItsToolsMarkedStale() {
        CatalogStore store = new CatalogStore();
        store.connectors(new PublicUris(Set.of("a"), Map.of()), Set.of("a"));
        store.put(listing("a", "{\"name\":\"t\"}"));
        store.lost("a");

        assertThat(names(store.current())).containsExactly("a_t");
        assertThat(store.current().listings()).extracting(Listing::state).containsExactly(Listing.State.STALE);
    }

    @Test
    void aRemovedConnectorTakesItsToolsAlong() {
        CatalogStore store = new CatalogStore();
        store.connectors(new PublicUris(Set.of("a"), Map.of()), Set.of("a"));
        store.put(listing("a", "{\"name\":\"t\"}"));
        store.connectors(new PublicUris(Set.of(), Map.of()), Set.of());
        store.put(listing("a", "{\"name\":\"t\"}"));

        assertThat(names(store.current())).isEmpty();
    }
}
