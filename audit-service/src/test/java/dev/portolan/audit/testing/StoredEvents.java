package dev.portolan.audit.testing;

import dev.portolan.audit.event.AuditEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks into the database past the service. */
@ApplicationScoped
public class StoredEvents {

    private final Database database;

    StoredEvents(Database database) {
        this.database = database;
    }

    public byte[] canonical(AuditEvent event) {
        String found = (String) one("SELECT canonical FROM audit_event WHERE event_id = ?", event.eventId());
        return found.getBytes(StandardCharsets.UTF_8);
    }

    public long countByTarget(String target) {
        return (Long) one("SELECT count(*) FROM audit_event WHERE target = ?", target);
    }

    public long opaque() {
        return (Long) one("SELECT count(*) FROM audit_opaque WHERE ? <> ''", "all");
    }

    public boolean opaqueContains(String raw) {
        return (Boolean) one("SELECT EXISTS (SELECT FROM audit_opaque WHERE raw = convert_to(?, 'UTF8'))", raw);
    }

    /** The partition that holds an event. */
    public String partition(AuditEvent event) {
        return (String) one("SELECT tableoid::regclass::text FROM audit_event WHERE event_id = ?", event.eventId());
    }

    public void execute(String sql) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All rows of a constant statement. */
    public List<List<Object>> rows(String sql) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet found = statement.executeQuery()) {
            List<List<Object>> rows = new ArrayList<>();
            while (found.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(found.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Object one(String sql, Object parameter) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new AssertionError("no row for " + parameter);
                }
                return rows.getObject(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
