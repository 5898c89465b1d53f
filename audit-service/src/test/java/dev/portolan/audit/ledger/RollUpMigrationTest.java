package dev.portolan.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.ledger.log.Place;
import dev.portolan.audit.ledger.rollup.RollUps;
import dev.portolan.audit.people.Acted;
import dev.portolan.audit.people.Bound;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.PlainPeople;
import dev.portolan.audit.testing.RandomEvents;
import dev.portolan.tlog.Hash;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records of the version before are summed up by SQL, once; it comes to the same as if the ledger had done it. */
class RollUpMigrationTest {

    private static final List<String> TABLES = List.of(
            "usage_day",
            "latency_day",
            "user_day",
            "person_hour",
            "denied_hour",
            "stranger_hour",
            "tool_day",
            "pair_seen",
            "client_seen",
            "policy_seen",
            "leaf_day",
            "open_intent");

    private static final Place FIRST = new Place(1, 0);

    @Test
    void oldRecordsCountAsIfTheyWereNew() throws IOException, SQLException {
        List<AuditEvent> events = events();
        List<Item> items =
                events.stream().map(Beside::entry).map(entry -> (Item) entry).toList();
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            migrate(server, "9");
            List<Long> actors;
            try (Connection connection = server.getPostgresDatabase().getConnection()) {
                connection.setAutoCommit(false);
                Bound who = PlainPeople.create().bind(connection, acted(items));
                List<Hash> leaves =
                        items.stream().map(item -> Hash.leaf(item.entry())).toList();
                new Rows(connection).write(FIRST, items, leaves, Rows.unplaced(items, leaves, who));
                connection.commit();
                actors = events.stream()
                        .map(event -> who.actor(event.actor().commitment(), event.occurredAt()))
                        .toList();
            }

            migrate(server, "latest");

            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                Map<String, List<String>> migrated = rows(statement);
                statement.execute("TRUNCATE " + String.join(", ", TABLES));
                RollUps again = new RollUps();
                for (int i = 0; i < events.size(); i++) {
                    again.add(events.get(i), actors.get(i), i);
                }
                again.write(connection, FIRST);

                assertThat(migrated)
                        .isEqualTo(rows(statement))
                        .allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
            }
        }
    }

    /** Of all kinds, and one call with both records. */
    private static List<AuditEvent> events() {
        RandomEvents random = new RandomEvents(9, "migrated ", Instant.parse("2024-02-03T20:00:00Z"), 8 * 3600);
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            events.add(random.next());
        }
        AuditEvent intent = Events.intent("ended");
        events.add(intent);
        events.add(Events.success(intent));
        return events;
    }

    private static List<Acted> acted(List<Item> items) {
        return items.stream().map(item -> ((LedgerEntry) item).acted()).toList();
    }

    private static Map<String, List<String>> rows(Statement statement) throws SQLException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String table : TABLES) {
            List<String> of = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("SELECT t::text FROM " + table + " AS t ORDER BY 1")) {
                while (row.next()) {
                    of.add(row.getString(1));
                }
            }
            rows.put(table, of);
        }
        return rows;
    }

    private static void migrate(EmbeddedPostgres server, String target) {
        Migrations.of(server.getPostgresDatabase(), "").target(target).load().migrate();
    }
}
