package dev.portolan.audit.ledger;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The migrations, as the service would run them. */
final class Migrations {

    private Migrations() {}

    /** @param writer the user that the service writes as; empty for the one that migrates */
    static FluentConfiguration of(DataSource database, String writer) {
        return Flyway.configure()
                .dataSource(database)
                .javaMigrations(new OldRecords())
                .placeholders(Map.of("writer", writer, "floor", "31"));
    }
}
