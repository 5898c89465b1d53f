package dev.portolan.gateway.policy;

import dev.portolan.gateway.catalog.RoutedCall;

/** A call that policy allowed. Only {@link PolicyGate} makes one, so nothing else can be admitted. */
public final class PermittedCall {
    private final RoutedCall routed;
    private final String rule;
    private final String policyDigest;

    PermittedCall(RoutedCall routed, String rule, String policyDigest) {
        this.routed = routed;
        this.rule = rule;
        this.policyDigest = policyDigest;
    }

    public RoutedCall routed() {
        return routed;
    }

    /** Id of the rule that allowed it. */
    public String rule() {
        return rule;
    }

    /** Digest of the policy the rule is part of. */
    public String policyDigest() {
        return policyDigest;
    }
}
