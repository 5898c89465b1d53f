package dev.portolan.gateway.audit;

import dev.portolan.gateway.call.Origin;

/** A stream of notices whose opening is on record. Only {@link AuditTrail} makes one. */
public final class OpenedStream {
    private final Origin origin;
    private final OpenIntent intent;

    OpenedStream(Origin origin, OpenIntent intent) {
        this.origin = origin;
        this.intent = intent;
    }

    Origin origin() {
        return origin;
    }

    OpenIntent intent() {
        return intent;
    }
}
