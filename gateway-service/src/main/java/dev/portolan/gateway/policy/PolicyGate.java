package dev.portolan.gateway.policy;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.catalog.RoutedCall;
import java.util.function.Supplier;

/** Turns decisions into permitted calls or refusals, for lists and calls alike, so that the two cannot drift apart. */
public final class PolicyGate {
    private final Supplier<Policy> inForce;

    /** @param inForce the policy of this moment; asked once for each request */
    public PolicyGate(Supplier<Policy> inForce) {
        this.inForce = inForce;
    }

    /** Whether the caller may know of the feature. */
    public boolean maySee(Caller caller, Feature feature) {
        return inForce.get().onFeature(caller, feature) instanceof Decision.Allow;
    }

    /**
     * @throws CallRefused as unknown if the caller may not know of the feature, as not permitted if it is only this
     *     call that may not be made
     */
    public PermittedCall permit(RoutedCall routed) {
        Policy policy = inForce.get();
        Feature feature = routed.feature();
        Decision visible = policy.onFeature(routed.call().asked().caller(), feature);
        if (!(visible instanceof Decision.Allow)) {
            throw CallRefused.unknown(feature.kind(), routed.call().name(), visible.rule());
        }
        Decision decision = policy.onCall(routed);
        if (decision instanceof Decision.Allow) {
            return new PermittedCall(routed, decision.rule(), policy.digest());
        }
        throw CallRefused.notPermitted(routed.call().name(), decision.rule());
    }
}
