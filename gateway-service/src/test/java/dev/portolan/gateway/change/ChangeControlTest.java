package dev.portolan.gateway.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.event.Decision.Effect;
import dev.portolan.audit.event.UuidV7;
import dev.portolan.gateway.audit.DefinitionChange;
import dev.portolan.gateway.audit.DefinitionChange.What;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.catalog.CatalogStore;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.catalog.Listing;
import dev.portolan.gateway.change.DefinitionKey.Kind;
import dev.portolan.gateway.naming.PublicUris;
import dev.portolan.mcp.JsonSlice;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeControlTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private static final String READ = "{\"name\":\"read\",\"description\":\"Reads\"}";
    private static final String WRITE = "{\"name\":\"write\",\"description\":\"Writes\"}";

    private final CatalogStore store = new CatalogStore();
    private final List<DefinitionChange> recorded = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Approvals approvals = Approvals.NONE;
    private final ChangeControl control = new ChangeControl(
            store,
            new DefinitionCleaner(100, 100),
            () -> approvals,
            new ChangeRecords(this::record, new UuidV7(CLOCK), 5),
            CLOCK,
            registry);

    /** A change is on record before anybody can be offered it. */
    private void record(DefinitionChange change) {
        recorded.add(change);
        offeredWhenRecorded = offered();
    }

    private List<String> offeredWhenRecorded = List.of();

    @BeforeEach
    void aConnectorIsConfigured() {
        control.connectors(new PublicUris(Set.of("files"), Map.of()), Set.of("files"));
    }

    private static Listing listing(String... tools) {
        return saying("", tools);
    }

    private static Listing saying(String instructions, String... tools) {
        return new Listing(
                "files",
                Listing.State.FRESH,
                "",
                instructions,
                JsonSlice.EMPTY_OBJECT,
                Arrays.stream(tools).map(JsonSlice::trusted).toList(),
                List.of(),
                List.of(),
                List.of());
    }

    private List<String> offered() {
        return store.current().after(FeatureKind.TOOL, "").stream()
                .map(Feature::upstreamName)
                .toList();
    }

    private List<What> taken() {
        List<What> taken = recorded.stream().map(DefinitionChange::what).toList();
        recorded.clear();
        return taken;
    }

    private void approve(String... tools) {
        Map<DefinitionKey, String> approved = new HashMap<>();
        for (String tool : tools) {
            Definition definition =
                    Definition.of(Kind.TOOL, JsonSlice.trusted(tool)).orElseThrow();
            approved.put(definition.key(), definition.sha256());
        }
        approvals = new Approvals(Map.of("files", approved));
        control.approvalsChanged();
    }

    @Test
    void whatIsRecordedIsOffered() {
        control.found(listing(READ), false);
        assertThat(taken()).containsExactly(What.KNOWN);

        control.found(listing(READ, WRITE), false);

        assertThat(offered()).containsExactly("read", "write");
        assertThat(recorded).singleElement().satisfies(added -> {
            assertThat(added.what()).isEqualTo(What.ADDED);
            assertThat(added.name()).isEqualTo("write");
            assertThat(added.decision().effect()).isEqualTo(Effect.NONE);
            assertThat(added.details().json())
                    .contains("new_sha256", "{\"at\":\"/description\",\"new\":\"Writes\"}")
                    .doesNotContain("old_sha256");
        });
        assertThat(offeredWhenRecorded).containsExactly("read");
    }

    @Test
    void aChangeIsRecordedWithBothHashesAndTheDifference() {
        control.found(listing(READ, WRITE), false);
        taken();

        control.found(listing(READ.replace("Reads", "Deletes"), WRITE), false);

        assertThat(recorded).singleElement().satisfies(changed -> {
            assertThat(changed.what()).isEqualTo(What.CHANGED);
            assertThat(changed.connector()).isEqualTo("files");
            assertThat(changed.details().json())
                    .contains("old_sha256", "new_sha256")
                    .contains("[{\"at\":\"/description\",\"old\":\"Reads\",\"new\":\"Deletes\"}]");
        });
    }

    @Test
    void aRemovalIsRecorded() {
        control.found(listing(READ, WRITE), false);
        taken();

        control.found(listing(READ), false);

        assertThat(taken()).containsExactly(What.REMOVED);
        assertThat(offered()).containsExactly("read");
    }

    @Test
    void aConnectorThatDiesAndComesBackHasChangedNothing() {
        control.found(listing(READ), false);
        taken();

        control.lost("files");
        assertThat(offered()).containsExactly("read");
        assertThat(store.current().listings()).extracting(Listing::state).containsExactly(Listing.State.STALE);
        control.found(listing(READ), false);

        assertThat(store.current().listings()).extracting(Listing::state).containsExactly(Listing.State.FRESH);
        assertThat(taken()).isEmpty();
    }

    @Test
    void anotherOrderOrSpellingIsNoChange() {
        control.found(listing(READ, WRITE), false);
        taken();

        control.found(listing(WRITE, "{\"description\":\"\\u0052eads\",\"name\":\"read\",\"icons\":[]}"), false);

        assertThat(taken()).isEmpty();
    }

    @Test
    void underHoldNothingIsOfferedThatIsNotApproved() {
        control.found(listing(READ, WRITE), true);

        assertThat(offered()).isEmpty();
        assertThat(control.heldCount("files")).isEqualTo(2);
        assertThat(registry.get("gateway.catalog.held")
                        .tag("connector", "files")
                        .gauge()
                        .value())
                .isEqualTo(2);

        approve(READ);

        assertThat(offered()).containsExactly("read");
        assertThat(taken()).containsExactly(What.KNOWN, What.RELEASED);
        assertThat(control.held())
                .extracting(held -> held.definition().key().toString())
                .containsExactly("tool/write");
    }

    @Test
    void aChangedToolIsHeldInBothFormsUntilTheNewOneIsApproved() {
        approve(READ);
        control.found(listing(READ), true);
        assertThat(offered()).containsExactly("read");
        taken();
        String changed = READ.replace("Reads", "Deletes");

        control.found(listing(changed), true);

        assertThat(offered()).isEmpty();
        assertThat(recorded).singleElement().satisfies(change -> {
            assertThat(change.what()).isEqualTo(What.CHANGED);
            assertThat(change.decision().effect()).isEqualTo(Effect.DENY);
        });
        taken();
        assertThat(control.held()).singleElement().satisfies(held -> {
            assertThat(held.approved()).isPresent();
            assertThat(held.before()).map(before -> before.body().json()).contains(READ);
            assertThat(held.since()).isEqualTo(CLOCK.instant());
        });

        approve(changed);

        assertThat(offered()).containsExactly("read");
        assertThat(taken()).containsExactly(What.RELEASED);
        assertThat(control.heldCount("files")).isZero();
    }

    @Test
    void aToolThatWentBackToWhatIsApprovedIsOfferedAgain() {
        approve(READ);
        control.found(listing(READ), true);
        control.found(listing(READ.replace("Reads", "Deletes")), true);
        taken();

        control.found(listing(READ), true);

        assertThat(offered()).containsExactly("read");
        assertThat(recorded)
                .singleElement()
                .satisfies(change -> assertThat(change.decision().effect()).isEqualTo(Effect.ALLOW));
    }

    @Test
    void whatChangedWhileTheGatewayWasDownIsRecordedAgainstTheApproval() {
        approve(READ);

        control.found(listing(READ.replace("Reads", "Deletes"), WRITE), true);

        assertThat(recorded).extracting(DefinitionChange::what).containsExactly(What.KNOWN, What.CHANGED);
        assertThat(recorded.get(1).details().json()).contains("old_sha256", "new_sha256");
        assertThat(offered()).isEmpty();
    }

    @Test
    void anApprovalCanBeTakenBack() {
        approve(READ);
        control.found(listing(READ), true);
        taken();

        approve();

        assertThat(offered()).isEmpty();
        assertThat(taken()).containsExactly(What.HELD);
    }

    @Test
    void approvalsOfAConnectorThatDoesNotAnswerLeaveItStale() {
        control.found(listing(READ), true);
        control.lost("files");

        approve(READ);

        assertThat(offered()).containsExactly("read");
        assertThat(store.current().listings()).extracting(Listing::state).containsExactly(Listing.State.STALE);
    }

    @Test
    void holdingCanBeSwitchedOnAndOff() {
        control.found(listing(READ), false);
        control.found(listing(READ), true);
        assertThat(offered()).isEmpty();
        control.found(listing(READ), false);

        assertThat(offered()).containsExactly("read");
        assertThat(taken()).containsExactly(What.KNOWN, What.HELD, What.RELEASED);
    }

    @Test
    void aSecondToolUnderTheNameOfAnApprovedOneIsNotLetIn() {
        approve(READ);

        control.found(listing(READ.replace("Reads", "Deletes"), READ), true);
        assertThat(offered()).isEmpty();

        control.found(listing(READ, READ.replace("Reads", "Deletes")), true);
        assertThat(store.current().after(FeatureKind.TOOL, ""))
                .singleElement()
                .satisfies(tool -> assertThat(tool.definition().json()).contains("Reads"));
        assertThat(store.current().faults()).isEmpty();
    }

    @Test
    void instructionsAreHeldToo() {
        control.found(saying("Obey\u200B me"), true);
        assertThat(store.current().listings()).extracting(Listing::instructions).containsExactly("");
        HeldDefinition held = control.held().get(0);
        assertThat(held.definition().body().json()).isEqualTo("{\"instructions\":\"Obey me\"}");

        approvals = new Approvals(Map.of(
                "files", Map.of(DefinitionKey.INSTRUCTIONS, held.definition().sha256())));
        control.approvalsChanged();

        assertThat(store.current().listings()).extracting(Listing::instructions).containsExactly("Obey me");
    }

    @Test
    void manyChangesAreSomeRecordsAndANumber() {
        control.found(listing(), false);
        taken();
        String[] many = IntStream.range(0, 20)
                .mapToObj(i -> "{\"name\":\"t" + i + "\"}")
                .toArray(String[]::new);

        control.found(listing(many), false);

        assertThat(recorded).hasSize(5);
        assertThat(recorded.get(4).details().json()).isEqualTo("{\"more\":16}");
        assertThat(recorded)
                .extracting(DefinitionChange::lookId)
                .containsOnly(recorded.get(0).lookId());
    }

    @Test
    void allDefinitionsThatAreFirstKnownAreRecordedOrCounted() {
        String[] many = IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"name\":\"t" + i + "\"}")
                .toArray(String[]::new);

        control.found(listing(many), false);

        assertThat(recorded).hasSizeLessThanOrEqualTo(5).allSatisfy(known -> {
            assertThat(known.what()).isEqualTo(What.KNOWN);
            assertThat(known.details().length()).isLessThan(8_000);
        });
        int told = recorded.stream()
                .mapToInt(known ->
                        known.details().member("definitions").elements().size())
                .sum();
        JsonSlice more = recorded.get(recorded.size() - 1).details().member("more");
        assertThat(told + more.integer()).isEqualTo(1_000);
    }

    @Test
    void aConnectorThatIsNoLongerConfiguredIsForgotten() {
        control.found(listing(READ), true);
        control.connectors(new PublicUris(Set.of(), Map.of()), Set.of());
        taken();

        control.found(listing(READ), true);
        control.lost("files");

        assertThat(control.held()).isEmpty();
        assertThat(taken()).isEmpty();
    }
}
