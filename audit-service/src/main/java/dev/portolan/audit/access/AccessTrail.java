package dev.portolan.audit.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.event.Arguments;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Decision;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Request;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.event.Target;
import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.ledger.Ledger;
import dev.portolan.audit.ledger.LedgerEntry;
import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.OutOfTurn;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Writes that somebody looked, before they see anything. */
@ApplicationScoped
public class AccessTrail {

    /** Method of the records written here. */
    public static final String METHOD = "audit.query";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ledger ledger;
    private final UuidV7 ids;
    private final AccessConfig config;

    /** Held while a number is being spent, so that the numbers on record have no holes. */
    private final ReentrantLock turn = new ReentrantLock();

    private UUID bootId = UUID.randomUUID();

    private long spent;

    AccessTrail(Ledger ledger, UuidV7 ids, AccessConfig config) {
        this.ledger = ledger;
        this.ids = ids;
        this.config = config;
    }

    /**
     * Records a look and returns after the commit.
     *
     * @throws Refused if it cannot be recorded: then it must not be answered either
     */
    public void record(Reader reader, Access access) {
        append(source ->
                described(AuditEvent.event(ids.next(), ids.next(), source, access.outcome()), METHOD, reader, access));
    }

    /**
     * Records that a long answer begins, as an intent, before its first byte.
     *
     * @throws Refused if it cannot be recorded: then nothing must be answered
     */
    public AuditEvent begin(String method, Reader reader, Access access) {
        return append(source -> described(AuditEvent.intent(ids.next(), ids.next(), source), method, reader, access));
    }

    /**
     * Records how a long answer ended.
     *
     * @throws Refused if it cannot be recorded
     */
    public void end(AuditEvent begun, Outcome outcome) {
        // under the boot and number of now, which may be another boot than when it began
        append(source -> new AuditEvent(
                ids.next(),
                AuditEvent.Kind.OUTCOME,
                begun.callId(),
                source,
                begun.actor(),
                begun.client(),
                begun.request(),
                begun.target(),
                begun.arguments(),
                begun.decision(),
                outcome));
    }

    private AuditEvent append(Function<Source, AuditEvent> described) {
        if (!turnTaken()) {
            throw unrecorded();
        }
        try {
            AuditEvent event = described.apply(new Source(config.sourceId(), bootId, spent + 1));
            ledger.append(LedgerEntry.of(event));
            spent++;
            return event;
        } catch (LedgerUnavailable | OutOfTurn e) {
            // whether the number is spent nobody knows: a new boot begins at one
            bootId = UUID.randomUUID();
            spent = 0;
            throw unrecorded();
        } finally {
            turn.unlock();
        }
    }

    private static AuditEvent described(AuditEvent event, String method, Reader reader, Access access) {
        Request request = new Request(
                "http",
                reader.httpMethod(),
                "",
                "",
                method,
                "",
                reader.trace().isValid() ? reader.trace().getTraceId() : "",
                reader.trace().isValid() ? reader.trace().getSpanId() : "",
                0);
        boolean allowed = access.outcome().httpStatus() == 200;
        return event.withActor(reader.actor())
                .withClient(reader.client())
                .withRequest(request)
                .withTarget(new Target("", Target.Type.SERVER, access.path(), ""))
                .withArguments(arguments(access))
                .withDecision(new Decision(
                        allowed ? Decision.Effect.ALLOW : Decision.Effect.DENY, "role " + reader.role(), ""));
    }

    private static Arguments arguments(Access access) {
        if (access.parameters().isEmpty()) {
            return Arguments.NONE;
        }
        try {
            byte[] json = JSON.writeValueAsBytes(new TreeMap<>(access.parameters()));
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(json));
            return new Arguments(
                    Arguments.Mode.REDACTED, new String(json, StandardCharsets.UTF_8), sha256, json.length, List.of());
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a map of texts is JSON, and every Java platform has SHA-256", e);
        }
    }

    private boolean turnTaken() {
        try {
            return turn.tryLock(config.maxWait().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Refused unrecorded() {
        return new Refused(Problem.unavailable("That you looked could not be recorded, so nothing is shown."));
    }
}
