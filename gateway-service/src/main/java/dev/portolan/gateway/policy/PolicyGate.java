package dev.portolan.gateway.policy;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.catalog.RoutedCall;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Turns decisions into permitted calls or refusals, for lists and calls alike, so that the two cannot drift apart.
 * A policy that fails says no.
 */
public final class PolicyGate {
    private static final System.Logger LOG = System.getLogger(PolicyGate.class.getName());

    private final Supplier<Policy> inForce;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** @param inForce the policy of this moment; asked once for each request */
    public PolicyGate(Supplier<Policy> inForce) {
        this.inForce = inForce;
    }

    /** Has this run after every change of the policy; it must not take long. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Says that from now on another policy is in force. */
    public void changed() {
        listeners.forEach(Runnable::run);
    }

    /** Whether the caller may know of the feature. */
    public boolean maySee(Caller caller, Feature feature) {
        return visibleTo(caller).test(feature);
    }

    /** The features the caller may know of, by the policy of this moment throughout: what a list is filtered by. */
    public Predicate<Feature> visibleTo(Caller caller) {
        Policy policy = inForce.get();
        return feature -> onFeature(policy, caller, feature) instanceof Decision.Allow;
    }

    /** How much is kept of the calls of a feature; the default if the policy fails. */
    public Keeping keeping(Feature feature) {
        Policy policy = inForce.get();
        try {
            return policy.keeping(feature);
        } catch (RuntimeException e) {
            failed(policy, e);
            return Keeping.BY_DEFAULT;
        }
    }

    /**
     * @throws CallRefused as unknown if the caller may not know of the feature, as not permitted if it is only this
     *     call that may not be made
     */
    public PermittedCall permit(RoutedCall routed) {
        Policy policy = inForce.get();
        Decision visible = onFeature(policy, routed.call().asked().caller(), routed.feature());
        if (!(visible instanceof Decision.Allow)) {
            throw routed.call().unknown(visible.rule());
        }
        Decision decision = onCall(policy, routed);
        if (decision instanceof Decision.Allow) {
            return new PermittedCall(routed, decision.rule(), policy.digest());
        }
        throw CallRefused.notPermitted(routed.call().name(), decision.rule());
    }

    /** Catches everything: whatever goes wrong in a policy, the answer is no. */
    private static Decision onFeature(Policy policy, Caller caller, Feature feature) {
        try {
            return policy.onFeature(caller, feature);
        } catch (RuntimeException e) {
            return failed(policy, e);
        }
    }

    /** Catches everything, likewise. */
    private static Decision onCall(Policy policy, RoutedCall routed) {
        try {
            return policy.onCall(routed);
        } catch (RuntimeException e) {
            return failed(policy, e);
        }
    }

    private static Decision failed(Policy policy, RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "The policy failed, which counts as no: " + policy.getClass(), e);
        return Decision.BY_DEFAULT;
    }
}
