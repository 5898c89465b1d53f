package dev.portolan.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.naming.Naming;
import dev.portolan.gateway.naming.PublicUris;
import dev.portolan.gateway.view.Choice;
import dev.portolan.gateway.view.Pins;
import dev.portolan.gateway.view.Shown;
import dev.portolan.gateway.view.View;
import dev.portolan.mcp.JsonSlice;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ViewCatalogTest {
    private final CatalogStore store = new CatalogStore();

    ViewCatalogTest() {
        store.connectors(new PublicUris(Set.of("a", "b", "c"), Map.of("own", "a")), Set.of("a", "b", "c"));
        store.put(listing("a", "x", "y", "z"));
        store.put(listing("b", "x", "n.m", "n_m"));
    }

    private static Listing listing(String connector, String... tools) {
        List<JsonSlice> definitions = List.of(tools).stream()
                .map(name -> JsonSlice.trusted("{\"name\":\"" + name + "\",\"description\":\"of " + connector
                        + "\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"p\":{}}}}"))
                .toList();
        return new Listing(
                connector,
                Listing.State.FRESH,
                "",
                "",
                JsonSlice.EMPTY_OBJECT,
                definitions,
                List.of(),
                List.of(JsonSlice.trusted("{\"uri\":\"own://1\"}"), JsonSlice.trusted("{\"uri\":\"file:///1\"}")),
                List.of());
    }

    private static Choice tool(String connector, String text, String as) {
        return Choice.ofNames(FeatureKind.TOOL, connector, text, new Shown(as, "", "", Pins.NONE));
    }

    private static Choice uris(String connector, String text) {
        return Choice.ofUris(connector, text, new Shown("", "", "", Pins.NONE)).orElseThrow();
    }

    private Catalog view(Choice... choices) {
        store.views(List.of(new View("v", "", "", List.of(choices))));
        return store.at(Endpoint.ofView("v"));
    }

    private List<String> faults() {
        return store.faultsOfViews().get("v");
    }

    private static List<String> names(Catalog catalog, FeatureKind kind) {
        return catalog.after(kind, "").stream().map(Feature::publicName).toList();
    }

    @Test
    void aPatternStandsForWhatNoEntryNamesOutright() {
        Catalog view = view(tool("a", "*", ""), tool("a", "x", "one"), tool("a", "x", "two"), tool("b", "x", ""));

        assertThat(names(view, FeatureKind.TOOL)).containsExactly("a_y", "a_z", "b_x", "one", "two");
        assertThat(view.faults()).isEmpty();
        assertThat(faults()).isEmpty();
    }

    @Test
    void aPatternDoesNotTakeANameThatWasGiven() {
        Catalog view = view(tool("a", "*", ""), tool("b", "x", "a_y"));

        assertThat(view.after(FeatureKind.TOOL, ""))
                .extracting(Feature::connector, Feature::upstreamName, Feature::publicName)
                .contains(tuple("b", "x", "a_y"))
                .doesNotContain(tuple("a", "y", "a_y"));
    }

    @Test
    void ofTwoToolsThatAPatternNamesAlikeOneIsLeftOutLoudly() {
        assertThat(names(view(tool("b", "*", "")), FeatureKind.TOOL)).containsExactly("b_n_m", "b_x");
        assertThat(faults()).singleElement().asString().startsWith("TOOL b_n_m is offered twice");
    }

    @Test
    void whatWasNotReachedYetIsNotMissing() {
        view(tool("a", "q", ""), tool("a", "q*", ""), tool("c", "q", ""), tool("d", "q", ""), uris("a", "nothing:*"));

        assertThat(faults())
                .containsExactly(
                        "connector a offers no tool q", "connector a offers no tool q*", "there is no connector d");

        store.put(listing("a", "q"));
        assertThat(faults()).containsExactly("there is no connector d");
    }

    @Test
    void urisAreThoseOfAllConnectorsAndComputableWhetherChosenOrNot() {
        Catalog view = view(uris("a", "own://*"), uris("b", "file:///1"));
        Naming naming = view.naming();

        assertThat(names(view, FeatureKind.RESOURCE)).containsExactly("b+file:///1", "own://1");
        assertThat(view.resource("own://2")).isPresent();
        assertThat(view.resource("b+file:///2")).isEmpty();
        assertThat(view.resource("a+file:///1")).isEmpty();
        assertThat(naming.original(naming.uri("c", "file:///9"))).contains(new Naming.Original("c", "file:///9"));
    }

    @Test
    void anEntryMayDescribeAResourceOtherwise() {
        Choice said = Choice.ofUris("a", "own://1", new Shown("", "One", "The first", Pins.NONE))
                .orElseThrow();

        assertThat(view(said).resource("own://1"))
                .map(Feature::definition)
                .hasToString("Optional[{\"uri\":\"own://1\",\"title\":\"One\",\"description\":\"The first\"}]");
    }

    @Test
    void viewsComeAndGoAndListenersHearOfIt() {
        AtomicInteger heard = new AtomicInteger();
        store.onChange(heard::incrementAndGet);

        view(tool("a", "x", ""));
        assertThat(store.view(Endpoint.ofView("v"))).isPresent();
        assertThat(store.view(Endpoint.ofConnector("v"))).isEmpty();
        store.views(List.of());

        assertThat(store.find(Endpoint.ofView("v"))).isEmpty();
        assertThat(heard).hasValue(2);
    }
}
