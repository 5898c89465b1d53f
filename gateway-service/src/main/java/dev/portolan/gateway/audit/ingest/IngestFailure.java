package dev.portolan.gateway.audit.remote;

/** A batch is not acknowledged. The text is ours. */
final class IngestFailure extends RuntimeException {
    private final boolean worthAnother;

    private IngestFailure(String text, boolean worthAnother) {
        super(text, null, false, false);
        this.worthAnother = worthAnother;
    }

    static IngestFailure status(int status) {
        return new IngestFailure("audit-service answered HTTP " + status, status == 401);
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

    String text() {
        return String.valueOf(getMessage());
    }
}
