package dev.portolan.gateway.audit.ingest;

/** A batch is not acknowledged. The text is ours. */
public final class IngestFailure extends RuntimeException {
    private final boolean worthAnother;
    private final boolean outOfTurn;

    private IngestFailure(String text, boolean worthAnother) {
        this(text, worthAnother, false);
    }

    private IngestFailure(String text, boolean worthAnother, boolean outOfTurn) {
        super(text, null, false, false);
        this.worthAnother = worthAnother;
        this.outOfTurn = outOfTurn;
    }

    static IngestFailure status(int status) {
        return new IngestFailure("audit-service answered HTTP " + status, status == 401, status == 409);
    }

    static IngestFailure late(long millis) {
        return new IngestFailure("audit-service did not answer within " + millis + " ms", false);
    }

    /** Worth another attempt at once: a kept connection may have been closed by the other side meanwhile. */
    static IngestFailure connection() {
        return new IngestFailure("the connection to audit-service failed", true);
    }

    static IngestFailure token() {
        return new IngestFailure("there is no access token for audit-service", false);
    }

    /** Whether to try again at once. */
    boolean worthAnother() {
        return worthAnother;
    }

    /** Whether a record before the batch is missing there: nothing of the batch was taken. */
    public boolean outOfTurn() {
        return outOfTurn;
    }

    /** Why, in our words. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
