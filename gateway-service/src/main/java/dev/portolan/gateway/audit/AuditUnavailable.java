package dev.portolan.gateway.audit;

/** The record is not durable, or not known to be. The text is ours. */
public final class AuditUnavailable extends RuntimeException {
    /** What stands in the way. */
    public enum Why {
        /** The store does not acknowledge; asked again in the background. */
        DOWN("The audit trail is down."),
        /** No acknowledgement within the deadline. */
        LATE("The audit trail did not acknowledge in time."),
        /** As many calls are open, or as many refusals undelivered, as may be. */
        FULL("The audit trail has no room for another record."),
        /** The gateway is stopping. */
        CLOSING("The audit trail is closing."),
        /** The record cannot be written down: a defect of the gateway. */
        UNRECORDABLE("The audit trail cannot hold this record.");

        private final String text;

        Why(String text) {
            this.text = text;
        }
    }

    private final Why why;

    public AuditUnavailable(Why why) {
        super(why.text, null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
