package dev.portolan.gateway.policy;

import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.catalog.RoutedCall;

/** Fails at the question about calls, and if told so at the one about features. */
record BrokenPolicy(boolean onFeatures) implements Policy {
    @Override
    public Decision onFeature(Caller caller, Feature feature) {
        if (onFeatures) {
            throw new IllegalStateException("broken");
        }
        return new Decision.Allow("works");
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
