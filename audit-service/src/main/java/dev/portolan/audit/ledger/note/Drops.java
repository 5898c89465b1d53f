package dev.portolan.audit.ledger.note;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.jdbc.Transaction;
import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.tlog.bundle.Ranges;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Drops months, and in the same transaction says in the log which of its entries are not there any more. */
@ApplicationScoped
public class Drops {

    /** Name and revision of the form of the entries. */
    public static final String SCHEMA = "portolan.dropped/1";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Ranges of either kind in one entry, which so stays below the greatest length of one. */
    private static final int RANGES = 500;

    /** The first and last of what lies side by side. */
    private static final String PLACES = """
            SELECT l.name, '', min(e.leaf_index), max(e.leaf_index)
            FROM (SELECT log, leaf_index, leaf_index - row_number() OVER (PARTITION BY log ORDER BY leaf_index) AS run
                  FROM audit_event WHERE occurred_at >= ? AND occurred_at < ?) AS e JOIN audit_log AS l USING (log)
            GROUP BY l.log, l.name, run ORDER BY l.log, 3
            """;

    private static final String NUMBERS = """
            SELECT l.name, e.boot_id::text, min(e.seq), max(e.seq)
            FROM (SELECT log, boot_id, seq, seq - row_number() OVER (PARTITION BY log, boot_id ORDER BY seq) AS run
                  FROM audit_event WHERE occurred_at >= ? AND occurred_at < ?) AS e JOIN audit_log AS l USING (log)
            GROUP BY l.log, l.name, e.boot_id, run ORDER BY l.log, 2, 3
            """;

    private final AgroalDataSource database;
    private final Clock clock;

    Drops(AgroalDataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Drops a month and answers how many records it had; PostgreSQL looks at age and holds once more. Records of other
     * months come in meanwhile, but for the moment in which it goes.
     *
     * @param keptFrom what is younger is kept
     * @param record the event that says who drops it
     * @param limit how long it may take
     * @throws LedgerUnavailable if it is younger, on hold, or PostgreSQL does not do it; then nothing was dropped
     */
    public long drop(YearMonth month, Instant keptFrom, UUID record, Duration limit) {
        try {
            return Transaction.in(database, limit, connection -> drop(connection, month, keptFrom, record, limit));
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    /** Adds the places in a log that an entry says were dropped; one that says nothing of the kind adds none. */
    public static void places(String entry, String log, Ranges places) {
        try {
            JsonNode said = JSON.readTree(entry);
            if (said.path("schema").asText().equals(SCHEMA)
                    && said.path("log").asText().equals(log)) {
                said.path("leaves")
                        .forEach(range ->
                                places.add(range.path(0).asLong(), range.path(1).asLong()));
            }
        } catch (JsonProcessingException e) {
            // somebody has changed it: found out where it is
        }
    }

    private long drop(Connection connection, YearMonth month, Instant keptFrom, UUID record, Duration limit)
            throws SQLException {
        try (Statement prepare = connection.createStatement();
                PreparedStatement freeze = connection.prepareStatement("SELECT audit_freeze_month(?)")) {
            prepare.execute("SET LOCAL statement_timeout = " + limit.toMillis());
            // what is counted stays as it is: it is read, and nothing is added
            freeze.setObject(1, start(month));
            freeze.execute();
        }
        Map<String, Went> went = new LinkedHashMap<>();
        for (Run run : runs(connection, PLACES, month)) {
            went.computeIfAbsent(run.log(), log -> new Went()).places().add(List.of(run.first(), run.last()));
        }
        for (Run run : runs(connection, NUMBERS, month)) {
            went.computeIfAbsent(run.log(), log -> new Went())
                    .numbers()
                    .add(List.of(run.boot(), run.first(), run.last()));
        }
        long dropped = drop(connection, month, keptFrom);
        Map<String, Object> common = Map.of(
                "schema", SCHEMA,
                "month", month.toString(),
                "at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
                "record", record.toString());
        for (Map.Entry<String, Went> log : went.entrySet()) {
            append(connection, common, log.getKey(), log.getValue());
        }
        return dropped;
    }

    private static long drop(Connection connection, YearMonth month, Instant keptFrom) throws SQLException {
        try (PreparedStatement drop = connection.prepareStatement("SELECT audit_drop_partition(?, ?)")) {
            drop.setObject(1, start(month));
            drop.setObject(2, keptFrom.atOffset(ZoneOffset.UTC));
            try (ResultSet dropped = drop.executeQuery()) {
                dropped.next();
                return dropped.getLong(1);
            }
        }
    }

    private static void append(Connection connection, Map<String, Object> common, String log, Went went)
            throws SQLException {
        for (int from = 0; from < Math.max(went.places().size(), went.numbers().size()); from += RANGES) {
            Map<String, Object> members = new LinkedHashMap<>(common);
            members.put("log", log);
            members.put("leaves", part(went.places(), from));
            members.put("numbers", part(went.numbers(), from));
            new Note(members, Optional.empty()).append(connection);
        }
    }

    private static List<List<Object>> part(List<List<Object>> ranges, int from) {
        int size = ranges.size();
        return ranges.subList(Math.min(from, size), Math.min(from + RANGES, size));
    }

    private static List<Run> runs(Connection connection, String sql, YearMonth month) throws SQLException {
        List<Run> runs = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, start(month));
            select.setObject(2, start(month.plusMonths(1)));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    runs.add(new Run(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
                }
            }
        }
        return runs;
    }

    private static OffsetDateTime start(YearMonth month) {
        return month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
    }

    /** Numbers side by side, of a log or of a boot in it. */
    private record Run(String log, String boot, long first, long last) {}

    /** What goes of one log: ranges of places, and ranges of numbers with their boot before them. */
    private record Went(List<List<Object>> places, List<List<Object>> numbers) {

        Went() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }
}
