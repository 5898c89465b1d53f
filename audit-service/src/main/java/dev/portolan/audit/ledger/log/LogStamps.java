package dev.portolan.audit.ledger.log;

import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.tlog.bundle.Stamp;
import dev.portolan.tlog.bundle.Stamps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The time stamps of one log's checkpoints. What was stamped is the checkpoint as the log signed it, without what
 * witnesses sign later. Every method throws {@link LedgerUnavailable} if PostgreSQL does not answer.
 */
public final class LogStamps implements AutoCloseable {

    private static final String LAST = "SELECT stamped_at FROM audit_stamp WHERE log = ? ORDER BY size DESC LIMIT 1";
    private static final String UNSTAMPED = """
            SELECT c.size, c.note FROM audit_checkpoint AS c
             WHERE c.log = ? AND c.size = (SELECT max(size) FROM audit_checkpoint WHERE log = c.log)
               AND NOT EXISTS (SELECT FROM audit_stamp AS s WHERE s.log = c.log AND s.size = c.size)
            """;
    private static final String ADD =
            "INSERT INTO audit_stamp (log, size, token, stamped_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String STAMP = """
            SELECT note, token FROM audit_stamp JOIN audit_checkpoint USING (log, size) WHERE log = ? AND size = ?
            """;
    private static final String FIRST_OVER = "SELECT coalesce(min(size) FILTER (WHERE size >= ?), max(size))"
            + " FROM audit_stamp WHERE log = ? AND size <= ?";

    /** The newest half of as many as may be, and of those before it as many, at even distances. */
    private static final String SIZES = """
            SELECT size
              FROM (SELECT size, row_number() OVER (ORDER BY size DESC) - 1 AS place, count(*) OVER () AS count
                      FROM audit_stamp WHERE log = ? AND size <= ?) AS stamps
             WHERE place < %1$d OR (place - %1$d) %% greatest(1, (count - 1) / %1$d) = 0
             ORDER BY size
            """.formatted(Stamps.MAX / 2);

    private final Statements statements;
    private final int log;

    LogStamps(Statements statements, int log) {
        this.statements = statements;
        this.log = log;
    }

    /**
     * A checkpoint that has no stamp.
     *
     * @param size of it
     * @param checkpoint the bytes to be stamped
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Unstamped(long size, byte[] checkpoint) {}

    /** When the newest one that has a stamp got it, by our clock. */
    public Optional<Instant> last() {
        return statements.one(
                LAST, row -> row.getObject(1, OffsetDateTime.class).toInstant(), log);
    }

    /** The newest checkpoint, if it has no stamp. */
    public Optional<Unstamped> unstamped() {
        return statements.one(UNSTAMPED, row -> new Unstamped(row.getLong(1), bytes(row.getString(2))), log);
    }

    /** Keeps a stamp; who comes second changes nothing. */
    public void add(long size, byte[] token, Instant at) {
        statements.update(ADD, log, size, token, at.atOffset(ZoneOffset.UTC));
    }

    /** Sizes of stamped checkpoints up to one, ascending: all or, of more than {@link Stamps#MAX}, a choice. */
    public List<Long> sizes(long upTo) {
        return statements.list(SIZES, row -> row.getLong(1), log, upTo);
    }

    /** Of the stamped checkpoints up to a size the first that covers so many entries; if none does, the last. */
    public Optional<Long> firstOver(long entries, long upTo) {
        return statements
                .list(FIRST_OVER, row -> Optional.ofNullable(row.getObject(1, Long.class)), entries, log, upTo)
                .get(0);
    }

    /** The stamp of this size. */
    public Optional<Stamp> of(long size) {
        return statements.one(STAMP, row -> new Stamp(bytes(row.getString(1)), row.getBytes(2)), log, size);
    }

    @Override
    public void close() {
        statements.close();
    }

    private static byte[] bytes(String note) {
        return note.getBytes(StandardCharsets.UTF_8);
    }
}
