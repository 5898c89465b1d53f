package dev.portolan.audit.ledger;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.seal.Disclosure;
import dev.portolan.audit.people.Bound;
import dev.portolan.audit.people.keys.DataKey;
import dev.portolan.audit.people.keys.Opened;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * What records commit to, under the keys of those who acted; part of one transaction. What cannot be believed or
 * encrypted is kept as it came, with the reason.
 */
final class Payloads {

    private static final Logger LOG = Logger.getLogger(Payloads.class);

    private static final String COPY =
            "COPY audit_payload (occurred_at, event_id, actor, sealed, error) FROM STDIN BINARY";

    private final Connection connection;
    private final Bound bound;
    private final CopyRows rows = new CopyRows();
    private final Map<String, Integer> errors = new TreeMap<>();
    private int count;

    Payloads(Connection connection, Bound bound) {
        this.connection = connection;
        this.bound = bound;
    }

    /** Writes those of all events among the items. */
    void write(List<Item> items) throws SQLException {
        for (Item item : items) {
            if (item instanceof LedgerEntry entry) {
                add(entry);
            }
        }
        if (count > 0) {
            rows.copyInto(connection, COPY);
        }
        errors.forEach((error, times) -> LOG.warnf("%d payloads of a batch are kept as they came: %s", times, error));
    }

    private void add(LedgerEntry entry) {
        AuditEvent event = entry.event();
        long actor = bound.actor(event.actor().commitment(), event.occurredAt());
        Optional<Disclosure> payload = entry.payload().filter(some -> !bound.isForgotten(actor));
        Optional<DataKey> key = bound.key(actor, event.occurredAt());
        String error = error(entry, actor, payload.isPresent() && key.isEmpty());
        if (!error.isEmpty()) {
            errors.merge(error, 1, Integer::sum);
            row(event, actor, entry.beside().sealed().getBytes(StandardCharsets.US_ASCII), error);
        } else if (payload.isPresent()) {
            row(
                    event,
                    actor,
                    key.orElseThrow().seal(event.eventId(), payload.get().canonical()),
                    "");
        }
    }

    private static String error(LedgerEntry entry, long actor, boolean keyless) {
        if (!entry.beside().error().isEmpty()) {
            return entry.beside().error();
        }
        if (actor == Bound.UNDISCLOSED) {
            return Opened.MISSING;
        }
        return keyless ? Opened.NO_KEY : "";
    }

    private void row(AuditEvent event, long actor, byte[] sealed, String error) {
        rows.row(5)
                .time(event.occurredAt())
                .uuid(event.eventId())
                .number(actor)
                .bytes(sealed)
                .text(error);
        count++;
    }
}
