package dev.portolan.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.catalog.Catalog;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.catalog.RoutedCall;
import dev.portolan.mcp.JsonSlice;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class PolicyGateTest {
    private static final Caller BOB = new Caller("s", "bob", "issuer", "cli", Set.of(), false, Instant.MAX);
    private static final Feature QUERY =
            new Feature("db", FeatureKind.TOOL, "query", "db_query", Feature.Hints.READING, JsonSlice.EMPTY_OBJECT);
    private static final Catalog CATALOG = Requests.catalog(List.of(QUERY));
    private static final RoutedCall CALL = CATALOG.route(Requests.call(BOB, FeatureKind.TOOL, "db_query"));

    @Test
    void aPermittedCallNamesItsRuleAndPolicy() {
        // given
        PolicyGate gate = new PolicyGate(() -> stub(new Decision.Allow("seen"), new Decision.Allow("used")));

        // when
        PermittedCall permitted = gate.permit(CALL);

        // then
        assertThat(permitted.rule()).isEqualTo("used");
        assertThat(permitted.policyDigest()).isEqualTo("digest");
        assertThat(permitted.routed()).isSameAs(CALL);
    }

    @Test
    void whatTheCallerMayNotKnowIsRefusedAsUnknown() {
        // given
        PolicyGate gate = new PolicyGate(() -> stub(new Decision.Deny("hidden"), new Decision.Allow("used")));

        // when
        CallRefused refused = refusal(gate);

        // then
        assertThat(gate.maySee(BOB, QUERY)).isFalse();
        assertThat(refused.refusal()).isEqualTo(Refusal.UNKNOWN_FEATURE);
        assertThat(refused.text()).isEqualTo("Unknown tool: db_query");
        assertThat(refused.rule()).isEqualTo("hidden");
    }

    @Test
    void whatTheCallerMayKnowButNotUseSoIsNotPermitted() {
        // given
        PolicyGate gate = new PolicyGate(() -> stub(new Decision.Allow("seen"), new Decision.Deny("not-so")));

        // when
        CallRefused refused = refusal(gate);

        // then
        assertThat(gate.maySee(BOB, QUERY)).isTrue();
        assertThat(refused.refusal()).isEqualTo(Refusal.NOT_PERMITTED);
        assertThat(refused.rule()).isEqualTo("not-so");
    }

    @Test
    void aPolicyThatFailsHidesEverything() {
        // given
        PolicyGate gate = new PolicyGate(() -> new BrokenPolicy(true));

        // when
        CallRefused refused = refusal(gate);

        // then
        assertThat(gate.maySee(BOB, QUERY)).isFalse();
        assertThat(refused.refusal()).isEqualTo(Refusal.UNKNOWN_FEATURE);
        assertThat(refused.text()).isEqualTo("Unknown tool: db_query");
    }

    @Test
    void aPolicyThatFailsAtTheCallRefusesIt() {
        // given
        PolicyGate gate = new PolicyGate(() -> new BrokenPolicy(false));

        // when
        CallRefused refused = refusal(gate);

        // then
        assertThat(refused.refusal()).isEqualTo(Refusal.NOT_PERMITTED);
    }

    @Test
    void aListIsFilteredByOnePolicyThroughout() {
        // given
        AtomicReference<Policy> inForce = new AtomicReference<>(stub(new Decision.Allow("a"), Decision.BY_DEFAULT));
        Predicate<Feature> visible = new PolicyGate(inForce::get).visibleTo(BOB);

        // when
        inForce.set(stub(Decision.BY_DEFAULT, Decision.BY_DEFAULT));

        // then
        assertThat(visible.test(QUERY)).isTrue();
    }

    private static CallRefused refusal(PolicyGate gate) {
        return catchThrowableOfType(CallRefused.class, () -> gate.permit(CALL));
    }

    private static Policy stub(Decision onFeature, Decision onCall) {
        return new Policy() {
            @Override
            public Decision onFeature(Caller caller, Feature feature) {
                return onFeature;
            }

            @Override
            public Decision onCall(RoutedCall call) {
                return onCall;
            }

            @Override
            public String digest() {
                return "digest";
            }
        };
    }
}
