package dev.portolan.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.event.seal.Disclosed;
import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.audit.AuditLog;
import dev.portolan.gateway.audit.AuditTrail;
import dev.portolan.gateway.audit.AuditUnavailable;
import dev.portolan.gateway.audit.Entries;
import dev.portolan.gateway.audit.Entry;
import dev.portolan.gateway.audit.OpenIntent;
import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Home;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.call.Reply;
import dev.portolan.gateway.catalog.Catalog;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.catalog.RoutedCall;
import dev.portolan.gateway.policy.Decision;
import dev.portolan.gateway.policy.Keeping;
import dev.portolan.gateway.policy.Policy;
import dev.portolan.gateway.policy.PolicyGate;
import dev.portolan.gateway.redaction.Randomness;
import dev.portolan.gateway.redaction.Redaction;
import dev.portolan.gateway.screen.RequestStates;
import dev.portolan.gateway.screen.ResultScreen;
import dev.portolan.gateway.screen.TaskIds;
import dev.portolan.gateway.upstream.Upstreams;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.SealedHandles;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** For each step, a collaborator that breaks: the call is refused, on record, and not forwarded. */
class FailClosedTest {
    private static final String QUERY =
            "{\"name\":\"query\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"sql\":{\"type\":\"string\"}},\"required\":[\"sql\"]},\"outputSchema\":{\"type\":\"object\",\"required\":[\"rows\"]}}";
    private static final String GOOD =
            "{\"resultType\":\"complete\",\"content\":[],\"structuredContent\":{\"rows\":[]}}";

    private static final Redaction REDACTION =
            new Redaction(Pattern.compile("password"), Pattern.compile("ghp_"), new Randomness(0, 0));

    private final RecordingLog log = new RecordingLog();
    private final List<String> forwarded = new ArrayList<>();
    private Policy policy = new FixedPolicy(new Decision.Allow("rule-1"));
    private Upstreams upstreams = answering(GOOD);
    private Supplier<Catalog> catalog = () -> Calls.catalog(Calls.listing("db", QUERY));

    private Answer call(String params) {
        return call(Calls.tool(params));
    }

    private Answer call(Call call) {
        AuditTrail trail = new AuditTrail(log, new Entries(REDACTION, feature -> Keeping.BY_DEFAULT, 4096));
        SealedHandles handles = new SealedHandles(List.of(new byte[32]), Clock.systemUTC());
        Home here = new Home("here", "");
        RequestStates states = new RequestStates(handles, Duration.ofMinutes(1), here);
        TaskIds tasks = new TaskIds(handles, Duration.ofMinutes(1), here);
        return new CallPipeline(
                        endpoint -> catalog.get(),
                        new PolicyGate(() -> policy),
                        trail,
                        upstreams,
                        new ResultScreen(states, tasks),
                        tasks)
                .call(call, CallListener.SILENT)
                .onFailure(CallRefused.class)
                .recoverWithItem(AuditTrail::unrecorded)
                .await()
                .indefinitely();
    }

    private Upstreams answering(String result) {
        return (call, listener) -> {
            assertThat(log.durable())
                    .as("the intent is durable before the call is forwarded")
                    .containsExactly(AuditEvent.Kind.INTENT);
            forwarded.add(call.permitted().routed().feature().upstreamName());
            return Uni.createFrom().item(new Reply(false, JsonSlice.trusted(result), 10, false));
        };
    }

    private void assertRefused(Answer answer, Refusal refusal) {
        assertThat(answer.refused()).isNotNull();
        assertThat(answer.refused().refusal()).isEqualTo(refusal);
        assertThat(answer.result()).isNull();
    }

    @Test
    void aGoodCallIsForwardedBetweenItsIntentAndItsOutcome() {
        Answer answer = call("{\"name\":\"db_query\",\"arguments\":{\"sql\":\"select 1\"}}");

        assertThat(answer.result()).isNotNull();
        assertThat(forwarded).containsExactly("query");
        assertThat(log.durable()).containsExactly(AuditEvent.Kind.INTENT, AuditEvent.Kind.OUTCOME);
        assertThat(log.outcomes()).containsExactly(Outcome.Code.SUCCESS);
    }

    @Test
    void anUnknownToolIsRefusedOnRecordAndNotForwarded() {
        assertRefused(call("{\"name\":\"db_drop\"}"), Refusal.UNKNOWN_FEATURE);

        assertThat(forwarded).isEmpty();
        assertThat(log.durable()).containsExactly(AuditEvent.Kind.EVENT);
    }

    @Test
    void aDeniedToolIsAnsweredExactlyLikeOneThatDoesNotExist() {
        policy = new FixedPolicy(new Decision.Deny("no-databases"));
        CallRefused denied = call("{\"name\":\"db_query\"}").refused();
        catalog = () -> Calls.catalog();
        CallRefused missing = call("{\"name\":\"db_query\"}").refused();

        assertThat(denied.text()).isEqualTo(missing.text());
        assertThat(denied.code()).isEqualTo(missing.code());
        assertThat(denied.httpStatus()).isEqualTo(missing.httpStatus());
        assertThat(denied.data()).isEqualTo(missing.data());
        assertThat(forwarded).isEmpty();
        assertThat(log.entries.get(0).decision().rule()).isEqualTo("no-databases");
    }

    @Test
    void aPolicyThatBreaksPermitsNothing() {
        policy = new BrokenPolicy();

        assertRefused(call("{\"name\":\"db_query\",\"arguments\":{\"sql\":\"x\"}}"), Refusal.UNKNOWN_FEATURE);
        assertThat(forwarded).isEmpty();
        assertThat(log.durable()).containsExactly(AuditEvent.Kind.EVENT);
    }

    @Test
    void argumentsThatBreakTheSchemaAreRefusedOnRecordAndNotForwarded() {
        Answer answer = call("{\"name\":\"db_query\",\"arguments\":{\"sql\":7}}");

        assertRefused(answer, Refusal.INVALID_ARGUMENTS);
        assertThat(answer.refused().text()).contains("/sql", "string");
        assertThat(forwarded).isEmpty();
        assertThat(log.durable()).containsExactly(AuditEvent.Kind.EVENT);
    }

    @Test
    void withoutADurableIntentNothingIsForwarded() {
        log.down = true;

        assertRefused(call("{\"name\":\"db_query\",\"arguments\":{\"sql\":\"x\"}}"), Refusal.AUDIT_UNAVAILABLE);
        assertThat(forwarded).isEmpty();
    }

    @Test
    void withoutADurableOutcomeTheAnswerIsWithheld() {
        upstreams = (call, listener) -> {
            log.down = true;
            return Uni.createFrom().item(new Reply(false, JsonSlice.trusted(GOOD), 10, false));
        };

        Answer answer = call("{\"name\":\"db_query\",\"arguments\":{\"sql\":\"x\"}}");

        assertRefused(answer, Refusal.AUDIT_UNAVAILABLE);
    }

    @Test
    void aConnectorThatFailsIsAnOutcome() {
        upstreams = (call, listener) -> Uni.createFrom().failure(new CallRefused(Refusal.CONNECTOR_TIMEOUT, "late"));

        assertRefused(call("{\"name\":\"db_query\",\"arguments\":{\"sql\":\"x\"}}"), Refusal.CONNECTOR_TIMEOUT);
        assertThat(log.durable()).containsExactly(AuditEvent.Kind.INTENT, AuditEvent.Kind.OUTCOME);
        assertThat(log.outcomes()).containsExactly(Outcome.Code.TIMEOUT);
    }

    @Test
    void aDefectOnTheWayIsAnOutcomeAndTellsNothing() {
        upstreams = (call, listener) -> {
            throw new IllegalStateException("secret marker");
        };

        Answer answer = call("{\"name\":\"db_query\",\"arguments\":{\"sql\":\"x\"}}");

        assertRefused(answer, Refusal.INTERNAL);
        assertThat(answer.refused().text()).doesNotContain("secret marker");
        assertThat(log.outcomes()).containsExactly(Outcome.Code.GATEWAY_ERROR);
    }

    @Test
    void anAnswerThatBreaksItsOwnSchemaIsWithheldOnRecord() {
        upstreams = answering("{\"resultType\":\"complete\",\"content\":[],\"structuredContent\":{\"secret\":1}}");

        assertRefused(call("{\"name\":\"db_query\",\"arguments\":{\"sql\":\"x\"}}"), Refusal.CONNECTOR_MISBEHAVED);
        assertThat(log.outcomes()).containsExactly(Outcome.Code.UPSTREAM_ERROR);
    }

    @Test
    void secretsDoNotReachTheRecord() {
        call(
                "{\"name\":\"db_query\",\"arguments\":{\"sql\":\"x\",\"password\":\"hunter2\",\"note\":\"see ghp_0123\"}}");

        Entry entry = log.entries.get(0);
        assertThat(entry.disclosure().arguments().text())
                .doesNotContain("hunter2", "ghp_0123")
                .contains("\"sql\":\"x\"");
        assertThat(entry.arguments().redactions()).isEqualTo(2);
    }

    private record FixedPolicy(Decision decision) implements Policy {
        @Override
        public Decision onFeature(Caller caller, Feature feature) {
            return decision;
        }

        @Override
        public String digest() {
            return "0".repeat(64);
        }
    }

    private static final class BrokenPolicy implements Policy {
        @Override
        public Decision onFeature(Caller caller, Feature feature) {
            throw new IllegalStateException("broken");
        }

        @Override
        public Decision onCall(RoutedCall call) {
            throw new IllegalStateException("broken");
        }

        @Override
        public String digest() {
            return "0".repeat(64);
        }
    }

    /** Remembers what it made durable; can be down. */
    private static final class RecordingLog implements AuditLog {
        private final UuidV7 ids = new UuidV7(Clock.systemUTC());
        private final Source source = new Source("test", UUID.randomUUID(), 1);
        private final List<AuditEvent> events = new ArrayList<>();
        private final List<Entry> entries = new ArrayList<>();
        private boolean down;

        List<AuditEvent.Kind> durable() {
            return events.stream().map(AuditEvent::kind).toList();
        }

        List<Outcome.Code> outcomes() {
            return events.stream()
                    .filter(e -> e.kind() == AuditEvent.Kind.OUTCOME)
                    .map(e -> e.outcome().code())
                    .toList();
        }

        private <T> Uni<T> durably(Entry entry, AuditEvent event, T item) {
            if (down) {
                return Uni.createFrom().failure(new AuditUnavailable(AuditUnavailable.Why.DOWN));
            }
            entries.add(entry);
            events.add(event);
            return Uni.createFrom().item(item);
        }

        @Override
        public Uni<OpenIntent> intend(Entry entry) {
            AuditEvent intent = entry.intent(ids.next(), source);
            return durably(entry, intent, new OpenIntent() {
                @Override
                public AuditEvent event() {
                    return intent;
                }

                @Override
                public Uni<Void> close(Outcome outcome, @Nullable Disclosed result) {
                    return durably(entry, intent.outcome(ids.next(), 2, outcome), null);
                }
            });
        }

        @Override
        public Uni<Void> served(Entry entry, Outcome outcome) {
            return durably(entry, entry.event(ids.next(), source, outcome), null);
        }

        @Override
        public Uni<Void> refused(Entry entry, Outcome outcome) {
            return durably(entry, entry.event(ids.next(), source, outcome), null);
        }

        @Override
        public void noted(Entry entry, Outcome outcome) {
            durably(entry, entry.event(ids.next(), source, outcome), null);
        }

        @Override
        public boolean available() {
            return !down;
        }
    }
}
