package dev.portolan.audit.query;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of the ledger as it is read; written by {@code ledger} alone. */
@Entity
@Immutable
@Table(name = "audit_event")
public class AuditRecord {

    private static final UUID UNREAD = new UUID(0, 0);

    /** Unique alone; the primary key adds the time for the sake of partitions, and time is a function of the id. */
    @Id
    private UUID eventId = UNREAD;

    private Instant occurredAt = Instant.EPOCH;
    private String kind = "";
    private UUID callId = UNREAD;
    private long actor;
    private String method = "";
    private String connector = "";
    private String targetType = "";
    private String target = "";
    private String decision = "";
    private String outcome = "";
    private String traceId = "";
    private String canonical = "";
    private Instant ingestedAt = Instant.EPOCH;

    /** Identifies the record. */
    public UUID eventId() {
        return eventId;
    }

    /** When it happened. */
    public Instant occurredAt() {
        return occurredAt;
    }

    /** What sort of record, as in the event's JSON. */
    public String kind() {
        return kind;
    }

    /** The call it belongs to. */
    public UUID callId() {
        return callId;
    }

    /** Number of who acted, 0 for nobody. */
    public long actor() {
        return actor;
    }

    /** The event as it was sent. */
    public String canonical() {
        return canonical;
    }

    /** When it was stored. */
    public Instant ingestedAt() {
        return ingestedAt;
    }
}
