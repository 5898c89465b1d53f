package dev.portolan.audit.ledger.upkeep;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when PostgreSQL answers, holds our schema, and has next month's partition. The identity provider is not
 * asked: its keys are cached, and a pause of it must not stop ingest.
 */
@Readiness
@ApplicationScoped
class LedgerReady implements HealthCheck {

    private static final String LOOK = """
            SELECT (SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL
                     ORDER BY installed_rank DESC LIMIT 1),
                   to_regclass(?) IS NOT NULL,
                   (SELECT count(*) FROM audit_opaque)
            """;

    private final AgroalDataSource database;
    private final Partitions partitions;
    private final Completeness completeness;

    LedgerReady(AgroalDataSource database, Partitions partitions, Completeness completeness) {
        this.database = database;
        this.partitions = partitions;
        this.completeness = completeness;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("postgresql");
        try (Connection connection = database.getConnection();
                PreparedStatement look = connection.prepareStatement(LOOK)) {
            look.setString(1, partitions.nextMonth());
            try (ResultSet seen = look.executeQuery()) {
                seen.next();
                boolean partition = seen.getBoolean(2);
                return health.status(partition)
                        .withData("schema_version", seen.getString(1))
                        .withData("partition_of_next_month", partition ? "present" : "missing")
                        .withData("opaque_records", seen.getLong(3))
                        .withData("incomplete_boots", completeness.incompleteBoots())
                        .build();
            }
        } catch (SQLException e) {
            String state = e.getSQLState();
            return health.down()
                    .withData("sqlstate", state == null ? "" : state)
                    .build();
        }
    }
}
