package dev.portolan.gateway.audit;

import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.seal.Disclosed;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Origin;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.catalog.RoutedCall;
import dev.portolan.gateway.policy.Keeping;
import dev.portolan.gateway.policy.PermittedCall;
import dev.portolan.gateway.screen.ScreenedReply;
import dev.portolan.mcp.JsonObject;
import io.smallrye.mutiny.Uni;

/**
 * The record of every request, before its effect and before its answer. Nothing is forwarded that is not
 * {@link #admit admitted}, and nothing is answered that is not an {@link Answer}.
 */
public final class AuditTrail {
    private final AuditLog log;
    private final Entries entries;

    public AuditTrail(AuditLog log, Entries entries) {
        this.log = log;
        this.entries = entries;
    }

    /** The call, once its intent is durable; fails with {@link Refusal#AUDIT_UNAVAILABLE} if it cannot be. */
    public Uni<AdmittedCall> admit(PermittedCall permitted) {
        return log.intend(entries.of(permitted))
                .map(intent -> new AdmittedCall(permitted, intent))
                .onFailure(AuditUnavailable.class)
                .transform(failure -> unavailable());
    }

    /** The connector's answer, once it is on record. */
    public Uni<Answer> answered(AdmittedCall call, ScreenedReply reply) {
        Feature feature = call.permitted().routed().feature();
        Keeping.Level level = entries.keeping(feature).results();
        Disclosed result = entries.result(reply, level);
        return call.intent()
                .close(Outcomes.of(call, reply, result, level), result)
                .replaceWith(Answer.of(reply))
                .onFailure(AuditUnavailable.class)
                .recoverWithItem(() -> Answer.of(unavailable()));
    }

    /** That an admitted call has no answer, once it is on record. */
    public Uni<Answer> failed(AdmittedCall call, CallRefused refused) {
        Asked asked = call.permitted().routed().call().asked();
        return call.intent()
                .close(Outcomes.of(asked.origin(), refused))
                .replaceWith(Answer.of(refused))
                .onFailure(AuditUnavailable.class)
                .recoverWithItem(() -> Answer.of(unavailable()));
    }

    /** The stream a request opens, once that is on record; fails as {@link #admit} does. It must be ended or failed. */
    public Uni<OpenedStream> opened(Asked asked) {
        return opened(entries.of(asked), asked.origin());
    }

    /** The stream that a request without a message opens, likewise. */
    public Uni<OpenedStream> opened(Attempt attempt) {
        return opened(entries.of(attempt), attempt.origin());
    }

    private Uni<OpenedStream> opened(Entry entry, Origin origin) {
        return log.intend(entry)
                .map(intent -> new OpenedStream(origin, intent))
                .onFailure(AuditUnavailable.class)
                .transform(failure -> unavailable());
    }

    /** The message a stream ends with, once that and how many notices it carried are on record. */
    public Uni<Answer> ended(OpenedStream stream, JsonObject result, long notices) {
        Outcome outcome = Outcome.of(Outcome.Code.SUCCESS)
                .withStatus(200, 0)
                .withLatency(stream.origin().elapsedMicros(), 0)
                .withCount(notices);
        return closed(stream, outcome, Answer.of(result));
    }

    /** That a stream broke off or never began, once that is on record. */
    public Uni<Answer> failed(OpenedStream stream, CallRefused refused, long notices) {
        Outcome outcome = Outcomes.of(stream.origin(), refused).withCount(notices);
        return closed(stream, outcome, Answer.of(refused));
    }

    private static Uni<Answer> closed(OpenedStream stream, Outcome outcome, Answer answer) {
        return stream.intent()
                .close(outcome)
                .replaceWith(answer)
                .onFailure(AuditUnavailable.class)
                .recoverWithItem(() -> Answer.of(unavailable()));
    }

    /** What the gateway serves by itself, once it is on record. */
    public Uni<Answer> served(Asked asked, JsonObject result) {
        Answer answer = Answer.of(result);
        Outcome outcome = Outcome.of(Outcome.Code.SUCCESS)
                .withStatus(200, 0)
                .withLatency(asked.origin().elapsedMicros(), 0)
                .withBody(answer.result() == null ? 0 : answer.result().length());
        return served(entries.of(asked), outcome, answer);
    }

    /** That a request without a message was served, once it is on record. */
    public Uni<Answer> served(Attempt attempt) {
        Outcome outcome = Outcome.of(Outcome.Code.SUCCESS)
                .withStatus(204, 0)
                .withLatency(attempt.origin().elapsedMicros(), 0);
        return served(entries.of(attempt), outcome, Answer.of(JsonObject.empty()));
    }

    private Uni<Answer> served(Entry entry, Outcome outcome, Answer answer) {
        return log.served(entry, outcome)
                .replaceWith(answer)
                .onFailure(AuditUnavailable.class)
                .recoverWithItem(() -> Answer.of(unavailable()));
    }

    /** The refusal of a call, once it is on record; the route is named there if one was found. */
    public Uni<Answer> refused(RoutedCall routed, CallRefused refused) {
        return recorded(entries.of(routed, refused), routed.call().asked(), refused);
    }

    /** The refusal of a message of a known caller, once it is on record. */
    public Uni<Answer> refused(Asked asked, CallRefused refused) {
        return recorded(entries.of(asked), asked, refused);
    }

    /** The refusal of a request that did not get as far as a caller and a message, once it is on record. */
    public Uni<Answer> refused(Attempt attempt, CallRefused refused) {
        return recorded(entries.of(attempt), Outcomes.of(attempt.origin(), refused), refused);
    }

    /** A change of a definition. Recorded before any request that meets the changed definition. */
    public void changed(DefinitionChange change) {
        String reason = "DEFINITION_" + change.what().name();
        log.noted(entries.of(change), Outcome.of(Outcome.Code.SUCCESS).withReason(reason));
    }

    private Uni<Answer> recorded(Entry entry, Asked asked, CallRefused refused) {
        return recorded(entry, Outcomes.of(asked.origin(), refused), refused);
    }

    private Uni<Answer> recorded(Entry entry, Outcome outcome, CallRefused refused) {
        return log.refused(entry, outcome)
                .replaceWith(Answer.of(refused))
                .onFailure(AuditUnavailable.class)
                .recoverWithItem(() -> Answer.of(unavailable()));
    }

    /** Whether this is the one refusal that may be told without a record. */
    public static boolean isUnrecordable(Throwable failure) {
        return failure instanceof CallRefused refused && refused.refusal() == Refusal.AUDIT_UNAVAILABLE;
    }

    /**
     * The refusal of a call that was not admitted because its record cannot be made; the log has seen to what can be
     * recorded of it.
     *
     * @throws IllegalArgumentException if it is any other refusal: those are recorded before they are told
     */
    public static Answer unrecorded(Throwable refused) {
        if (!isUnrecordable(refused)) {
            throw new IllegalArgumentException("a refusal that can be recorded: " + refused);
        }
        return Answer.of((CallRefused) refused);
    }

    private static CallRefused unavailable() {
        return new CallRefused(
                Refusal.AUDIT_UNAVAILABLE,
                "The audit trail cannot record this request at the moment, so it was not served; try again shortly");
    }
}
