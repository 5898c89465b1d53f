package dev.portolan.gateway.pipeline;

import dev.portolan.gateway.audit.AdmittedCall;
import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.audit.AuditTrail;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Operation;
import dev.portolan.gateway.call.Origin;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.catalog.Catalog;
import dev.portolan.gateway.catalog.Catalogs;
import dev.portolan.gateway.catalog.RoutedCall;
import dev.portolan.gateway.policy.PermittedCall;
import dev.portolan.gateway.policy.PolicyGate;
import dev.portolan.gateway.screen.ResultScreen;
import dev.portolan.gateway.screen.TaskIds;
import dev.portolan.gateway.upstream.Upstreams;
import dev.portolan.mcp.ProtocolError;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * One call: routed by the catalog, permitted by policy, admitted by the audit trail, forwarded to its connector, its
 * answer screened, the outcome recorded, and only then answered.
 */
public final class CallPipeline {
    private static final Logger LOG = Logger.getLogger(CallPipeline.class);

    private final Catalogs catalogs;
    private final PolicyGate policy;
    private final AuditTrail trail;
    private final Upstreams upstreams;
    private final ResultScreen screen;
    private final TaskIds tasks;

    public CallPipeline(
            Catalogs catalogs,
            PolicyGate policy,
            AuditTrail trail,
            Upstreams upstreams,
            ResultScreen screen,
            TaskIds tasks) {
        this.catalogs = catalogs;
        this.policy = policy;
        this.trail = trail;
        this.upstreams = upstreams;
        this.screen = screen;
        this.tasks = tasks;
    }

    /** The answer, refusals included; fails only with a refusal whose record cannot be made. */
    public Uni<Answer> call(Call call, CallListener listener) {
        Catalog now = catalogs.at(call.asked().endpoint());
        RoutedCall routed;
        try {
            routed = now.route(tasks.opened(call));
        } catch (CallRefused unknown) {
            return trail.refused(call.asked(), unknown);
        }
        PermittedCall permitted;
        try {
            permitted = policy.permit(routed);
            checkArguments(routed);
        } catch (CallRefused refused) {
            return trail.refused(routed, refused);
        }
        return trail.admit(permitted).chain(admitted -> answer(admitted, listener));
    }

    /** The task that a request is about; empty if the caller may not ask for it now. */
    public Optional<Call.Task> task(Asked asked) {
        try {
            Call call = tasks.opened(Call.of(Operation.GET_TASK, asked));
            policy.permit(catalogs.at(asked.endpoint()).route(call));
            return Optional.ofNullable(call.task());
        } catch (CallRefused unknown) {
            return Optional.empty();
        }
    }

    private Uni<Answer> answer(AdmittedCall admitted, CallListener listener) {
        LongAnswer kept = new LongAnswer(listener);
        return Uni.createFrom()
                .deferred(() -> upstreams.forward(admitted, kept))
                .chain(reply -> kept.screened(screen, admitted.permitted(), reply))
                .onFailure(failure -> !(failure instanceof CallRefused))
                .transform(failure -> defect(admitted, failure))
                .onItemOrFailure()
                .transformToUni((screened, refused) -> refused == null
                        ? trail.answered(admitted, screened)
                        : trail.failed(admitted, (CallRefused) refused));
    }

    private static CallRefused defect(AdmittedCall admitted, Throwable failure) {
        String id =
                admitted.permitted().routed().call().asked().origin().callId().toString();
        LOG.errorf(
                "call %s failed inside the gateway: %s", id, failure.getClass().getName());
        return new CallRefused(Refusal.INTERNAL, "The gateway failed; the operator finds it in the log under " + id);
    }

    /**
     * @throws CallRefused if a mirror header disagrees, an argument is not the caller's to give, or an argument breaks
     *     the input schema
     */
    private static void checkArguments(RoutedCall routed) {
        Call call = routed.call();
        Asked asked = call.asked();
        if (asked.revision().isModern() && asked.origin().carrier() == Origin.Carrier.HTTP) {
            try {
                routed.headers().check(call.arguments(), asked.header());
            } catch (ProtocolError mismatch) {
                throw CallRefused.malformed(mismatch);
            }
        }
        if (call.operation().isAboutTask()) {
            return;
        }
        routed.pinnedButGiven().ifPresent(name -> {
            throw new CallRefused(
                    Refusal.INVALID_ARGUMENTS,
                    "The arguments of " + call.name() + " must not contain " + name + ": the gateway sets it");
        });
        List<String> faults = routed.check().faultsOfArguments(routed.arguments());
        if (!faults.isEmpty()) {
            throw new CallRefused(
                    Refusal.INVALID_ARGUMENTS,
                    "The arguments of " + call.name() + " do not fit its input schema: " + String.join("; ", faults));
        }
    }
}
