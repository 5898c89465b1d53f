package dev.portolan.gateway.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.catalog.CatalogStore;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.catalog.Listing;
import dev.portolan.gateway.naming.PublicUris;
import dev.portolan.gateway.policy.Decision;
import dev.portolan.gateway.policy.Policy;
import dev.portolan.gateway.policy.PolicyGate;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
    private static final ListenFilter LISTS = new ListenFilter(true, true, true, Set.of());
    private static final String TOOLS = "notifications/tools/list_changed";
    private static final String RESOURCES = "notifications/resources/list_changed";

    private final CatalogStore store = new CatalogStore();
    private final List<Runnable> due = new ArrayList<>();
    private BiPredicate<Caller, Feature> rule = (caller, feature) -> true;
    private final PolicyGate policy = new PolicyGate(() -> new Policy() {
        @Override
        public Decision onFeature(Caller caller, Feature feature) {
            return rule.test(caller, feature) ? new Decision.Allow("yes") : new Decision.Deny("no");
        }

        @Override
        public String digest() {
            return "0".repeat(64);
        }
    });
    private final Announcements announcements =
            new Announcements(store, policy, config(), (wait, task) -> due.add(task));
    private final List<String> heard = new ArrayList<>();

    private static ListenConfig config() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ListenConfig.class)
                .withDefaultValues(Map.of(
                        "gateway.listen.max-listeners", "3",
                        "gateway.listen.max-listeners-per-caller", "2",
                        "gateway.listen.max-resources", "2"))
                .build()
                .getConfigMapping(ListenConfig.class);
    }

    @BeforeEach
    void twoConnectors() {
        store.connectors(new PublicUris(Set.of("a", "b"), Map.of()), Set.of("a", "b"));
        store.put(listing("a", "one"));
        store.put(listing("b", "two"));
        announcements.reporting().resources("a", true);
    }

    private static Caller caller(String subject) {
        return new Caller(subject, "", "https://issuer.example", "cli", Set.of(), false, Instant.MAX);
    }

    private static Listing listing(String connector, String... tools) {
        return new Listing(
                connector,
                Listing.State.FRESH,
                "",
                "",
                JsonSlice.EMPTY_OBJECT,
                List.of(tools).stream()
                        .map(name -> JsonSlice.trusted("{\"name\":\"" + name + "\"}"))
                        .toList(),
                List.of(),
                List.of(JsonSlice.trusted("{\"uri\":\"file:///listed\",\"name\":\"listed\"}")),
                List.of());
    }

    private Registration listen(String subject, ListenFilter filter) {
        return announcements.register(caller(subject), Endpoint.FEDERATED, filter, this::hear);
    }

    private static ListenFilter resources(String... uris) {
        return new ListenFilter(false, false, false, Set.of(uris));
    }

    private void hear(JsonSlice notification) {
        JsonSlice params = notification.members().get("params");
        JsonObject said = params == null ? JsonObject.empty() : params.members();
        String what = said.has("uri") ? said.text("uri") : said.text("taskId");
        heard.add(notification.members().text("method") + (what == null ? "" : " " + what));
    }

    private void settle() {
        List<Runnable> now = List.copyOf(due);
        due.clear();
        now.forEach(Runnable::run);
    }

    @Test
    void manyChangesInARowAreToldOnceAndOnlyOfTheListThatChanged() {
        listen("alice", LISTS);
        store.put(listing("a", "one", "more"));
        store.put(listing("a", "one", "more", "and-more"));

        assertThat(due).hasSize(1);
        settle();

        assertThat(heard).containsExactly(TOOLS);
    }

    @Test
    void aChangeBackBeforeItIsToldIsNoChange() {
        listen("alice", LISTS);
        store.put(listing("a", "other"));
        store.put(listing("a", "one"));
        store.lost("a");
        settle();

        assertThat(heard).isEmpty();
    }

    @Test
    void nothingUnaskedForIsTold() {
        listen("alice", new ListenFilter(false, true, false, Set.of()));
        store.put(listing("a", "other"));
        settle();

        assertThat(heard).isEmpty();
    }

    @Test
    void whoMayNotSeeWhatChangedHearsNothing() {
        rule = (caller, feature) ->
                feature.connector().equals("b") || caller.subject().equals("alice");
        listen("mallory", LISTS);
        store.put(listing("a", "other"));
        settle();
        assertThat(heard).isEmpty();

        store.put(listing("b", "other"));
        settle();
        assertThat(heard).containsExactly(TOOLS);
    }

    @Test
    void aChangeOfPolicyIsAChangeForThoseItConcerns() {
        listen("alice", LISTS);
        listen("bob", LISTS);
        rule = (caller, feature) -> caller.subject().equals("alice");
        policy.changed();
        settle();

        assertThat(heard).containsExactlyInAnyOrder(TOOLS, RESOURCES);
    }

    @Test
    void anEndpointOfOneConnectorHearsOfThatOneUnderItsOwnUris() {
        announcements.register(
                caller("alice"),
                Endpoint.ofConnector("a"),
                new ListenFilter(true, false, false, Set.of("file:///x")),
                this::hear);
        store.put(listing("b", "other"));
        announcements.updated("a", "file:///x");
        settle();

        assertThat(heard).containsExactly("notifications/resources/updated file:///x");
    }

    @Test
    void onlyResourcesThatMayBeReadAndAreReportedAreHonoured() {
        rule = (caller, feature) -> !feature.upstreamName().contains("secret");
        Registration first = listen("alice", resources("a+file:///x", "a+file:///secret"));
        Registration second = listen("alice", resources("b+file:///x", "nobody+file:///x"));

        assertThat(first.honoured().uris()).containsExactly("a+file:///x");
        assertThat(second.honoured().uris()).isEmpty();
        assertThat(announcements.wanted("a")).containsExactly("file:///x");
        assertThat(announcements.wanted("b")).isEmpty();
    }

    @Test
    void aTaskIsToldUnderTheCallersIdAndOnlyIfItsConnectorSaysWhenItChanges() {
        announcements.reporting().tasks("a", true);
        Call.Task known = new Call.Task("a", "t", "t1", "call");
        Call.Task silent = new Call.Task("b", "t", "t1", "call");
        Registration place = listen("alice", ListenFilter.NOTHING.with(Map.of("mine", known, "silent", silent)));
        announcements.taskChanged("a", "t1");
        announcements.taskChanged("a", "t2");
        announcements.taskChanged("b", "t1");
        settle();

        assertThat(place.honoured().tasks()).containsOnlyKeys("mine");
        assertThat(heard).containsExactly("notifications/tasks mine");
        assertThat(announcements.watched("a")).containsExactly("t1");
        assertThat(announcements.watched("b")).isEmpty();
        place.close();
        assertThat(announcements.watched("a")).isEmpty();
    }

    @Test
    void partsOfASubscribedResourceAreToldUnderPublicUrisIfTheyMayBeRead() {
        rule = (caller, feature) -> !feature.upstreamName().contains("secret");
        listen("alice", resources("a+file:///dir"));
        announcements.updated("a", "file:///dir/part");
        announcements.updated("a", "file:///dir/secret");
        announcements.updated("a", "file:///directory");
        announcements.updated("b", "file:///dir");
        announcements.updated("a", "file:///dir");
        announcements.updated("a", "file:///dir");
        settle();

        assertThat(heard)
                .containsExactly(
                        "notifications/resources/updated a+file:///dir/part",
                        "notifications/resources/updated a+file:///dir");
    }

    @Test
    void whatIsWantedIsWhatAllListenersTogetherWant() {
        List<String> told = new ArrayList<>();
        announcements.onWanted(
                id -> told.add(id + " " + announcements.wanted(id).size()));
        Registration first = listen("alice", resources("a+file:///x"));
        Registration second = listen("bob", resources("a+file:///x", "a+file:///y"));
        second.update(resources());
        first.close();

        assertThat(told).containsExactly("a 1", "a 2", "a 1", "a 0");
        first.close();
        assertThat(told).hasSize(4);
    }

    @Test
    void whoClosedHearsNoMore() {
        Registration registration = listen("alice", LISTS);
        store.put(listing("a", "other"));
        registration.close();
        settle();

        assertThat(heard).isEmpty();
    }

    @Test
    void listenersAreBoundedByCallerAndInAll() {
        Registration first = listen("alice", LISTS);
        listen("alice", LISTS);
        refused("alice");
        listen("bob", LISTS);
        refused("carol");

        first.close();
        listen("carol", LISTS);
    }

    private void refused(String subject) {
        assertThatExceptionOfType(CallRefused.class)
                .isThrownBy(() -> listen(subject, LISTS))
                .matches(refused -> refused.refusal() == Refusal.TOO_MANY_LISTENERS);
    }

    @Test
    void resourcesOfOneListenerAreBounded() {
        ListenFilter three = resources("a+x:1", "a+x:2", "a+x:3");
        assertThatExceptionOfType(ProtocolError.class).isThrownBy(() -> listen("alice", three));
        Registration registration = listen("alice", resources("a+x:1"));
        assertThatExceptionOfType(ProtocolError.class).isThrownBy(() -> registration.update(three));
        assertThat(registration.honoured().uris()).containsExactly("a+x:1");
    }
}
