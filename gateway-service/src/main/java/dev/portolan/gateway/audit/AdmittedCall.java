package dev.portolan.gateway.audit;

import dev.portolan.gateway.policy.PermittedCall;

/** A call whose intent is durable. Only {@link AuditTrail} makes one, so nothing unrecorded can be forwarded. */
public final class AdmittedCall {
    private final PermittedCall permitted;
    private final OpenIntent intent;

    AdmittedCall(PermittedCall permitted, OpenIntent intent) {
        this.permitted = permitted;
        this.intent = intent;
    }

    public PermittedCall permitted() {
        return permitted;
    }

    OpenIntent intent() {
        return intent;
    }
}
