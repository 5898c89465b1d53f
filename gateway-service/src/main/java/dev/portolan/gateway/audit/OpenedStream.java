package dev.portolan.gateway.audit;

import dev.portolan.gateway.call.Asked;

/** A stream of notices whose opening is on record. Only {@link AuditTrail} makes one. */
public final class OpenedStream {
    private final Asked asked;
    private final OpenIntent intent;

    OpenedStream(Asked asked, OpenIntent intent) {
        this.asked = asked;
        this.intent = intent;
    }

    /** The request that opened it. */
    public Asked asked() {
        return asked;
    }

    OpenIntent intent() {
        return intent;
    }
}
