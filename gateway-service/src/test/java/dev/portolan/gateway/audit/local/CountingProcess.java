package dev.portolan.gateway.audit.local;

import dev.portolan.gateway.audit.journal.AuditLogFixture;
import java.io.IOException;

/** The process that {@link KeptCountsTest} kills: refuses, has no room to record it, and waits for its end. */
final class CountingProcess {
    static final int UNKNOWN_FEATURE = 300;
    static final int NOT_PERMITTED = 200;

    private CountingProcess() {}

    public static void main(String[] arguments) throws IOException {
        try (AuditLogFixture it = AuditLogFixture.up(KeptCountsTest.settings(arguments[0], "1m"))) {
            for (int i = 0; i < UNKNOWN_FEATURE; i++) {
                it.log.refused(it.entry(), AuditLogFixture.denied("UNKNOWN_FEATURE"));
            }
            for (int i = 0; i < NOT_PERMITTED; i++) {
                it.log.refused(it.entry(), AuditLogFixture.denied("NOT_PERMITTED"));
            }
            System.in.read();
        }
    }
}
