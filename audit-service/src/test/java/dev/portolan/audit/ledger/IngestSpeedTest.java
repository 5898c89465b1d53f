package dev.portolan.audit.ledger;

import dev.portolan.audit.testing.BenchDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How many records a second go in, with all indexes, roll-ups, tiles and the commit, 1,000 in a transaction:
 * {@code -Dingest.speed=300000} records of 30 days, in a server of its own.
 */
@EnabledIfSystemProperty(named = "ingest.speed", matches = "\\d+")
class IngestSpeedTest {

    private static final long RECORDS = Long.getLong("ingest.speed", 0);

    @Test
    void recordsPerSecond() throws Exception {
        try (EmbeddedPostgres server = BenchDatabase.durable().start()) {
            DataSet.prepare(server.getPostgresDatabase());
            Duration took = DataSet.fill(server.getPostgresDatabase(), RECORDS, 1000);
            BenchDatabase.say(
                    "ingest of " + RECORDS + " records", RECORDS * 1000.0 / took.toMillis(), "records/s", "≥ 10,000");
        }
    }
}
