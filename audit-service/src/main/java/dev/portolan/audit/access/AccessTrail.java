package dev.portolan.audit.access;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Decision;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Request;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.event.Target;
import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.event.flood.Counted;
import dev.portolan.audit.event.seal.Disclosed;
import dev.portolan.audit.event.seal.Disclosure;
import dev.portolan.audit.event.seal.Identity;
import dev.portolan.audit.ledger.Ledger;
import dev.portolan.audit.ledger.LedgerEntry;
import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.OutOfTurn;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes that somebody looked, before they see anything. */
@ApplicationScoped
public class AccessTrail {

    private final Ledger ledger;
    private final Disclosures disclosures;
    private final UuidV7 ids;
    private final AccessConfig config;

    /** Held while a number is being spent, so that the numbers on record have no holes. */
    private final ReentrantLock turn = new ReentrantLock();

    private UUID bootId = UUID.randomUUID();

    private long spent;

    AccessTrail(Ledger ledger, Disclosures disclosures, UuidV7 ids, AccessConfig config) {
        this.ledger = ledger;
        this.disclosures = disclosures;
        this.ids = ids;
        this.config = config;
    }

    /**
     * Records a look and returns after the commit.
     *
     * @throws Refused if it cannot be recorded: then it must not be answered either
     */
    public void record(Reader reader, Access access) {
        record(access.method(), reader, access);
    }

    /**
     * Records something short that is done, under a method of its own.
     *
     * @throws Refused if it cannot be recorded: then it must not be answered either
     */
    public void record(String method, Reader reader, Access access) {
        append(source ->
                described(AuditEvent.event(ids.next(), ids.next(), source, access.outcome()), method, reader, access));
    }

    /**
     * Records how many requests from there were refused.
     *
     * @throws Refused if it cannot be recorded
     */
    void counted(Counted counted) {
        append(source -> LedgerEntry.of(
                counted.event(ids.next(), source).withTarget(new Target("", Target.Type.SERVER, "", "")),
                Disclosure.NONE));
    }

    /**
     * Records that a long answer begins, as an intent, before its first byte.
     *
     * @throws Refused if it cannot be recorded: then nothing must be answered
     */
    public Begun begin(String method, Reader reader, Access access) {
        LedgerEntry begun =
                append(source -> described(AuditEvent.intent(ids.next(), ids.next(), source), method, reader, access));
        return new Begun(begun.event(), new Disclosure(begun.disclosure().actor(), null, null));
    }

    /**
     * Records how a long answer ended.
     *
     * @throws Refused if it cannot be recorded
     */
    public void end(Begun begun, Outcome outcome) {
        append(source -> LedgerEntry.of(ended(begun.event(), source, outcome), begun.actor()));
    }

    /**
     * Records how a long answer ended, and commits to its body.
     *
     * @param sha256 of the body, whose length the outcome has
     * @throws Refused if it cannot be recorded
     */
    public void end(Begun begun, Outcome outcome, String sha256) {
        Disclosed body = disclosures.digest(sha256);
        Outcome committed = outcome.withBody(outcome.bytesOut(), body.commitment(), Outcome.Payload.DIGEST);
        append(source -> LedgerEntry.of(
                ended(begun.event(), source, committed),
                new Disclosure(begun.actor().actor(), null, body)));
    }

    /** Under the boot and number of now, which may be another boot than when it began. */
    private AuditEvent ended(AuditEvent begun, Source source, Outcome outcome) {
        return new AuditEvent(
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
                outcome);
    }

    private LedgerEntry append(Function<Source, LedgerEntry> described) {
        if (!turnTaken()) {
            throw unrecorded();
        }
        try {
            LedgerEntry entry = described.apply(new Source(config.sourceId(), bootId, spent + 1));
            ledger.append(entry);
            spent++;
            return entry;
        } catch (LedgerUnavailable | OutOfTurn e) {
            // whether the number is spent nobody knows: a new boot begins at one
            bootId = UUID.randomUUID();
            spent = 0;
            throw unrecorded();
        } finally {
            turn.unlock();
        }
    }

    private LedgerEntry described(AuditEvent event, String method, Reader reader, Access access) {
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
        Identity who = reader.who().equals(Who.SELF) ? null : disclosures.of(reader.who());
        Disclosures.Said said = disclosures.of(access.parameters());
        AuditEvent record = event.withActor(actor(reader, who))
                .withClient(reader.client())
                .withRequest(request)
                .withTarget(new Target("", Target.Type.SERVER, access.path(), ""))
                .withArguments(said.arguments())
                .withDecision(decision(access.outcome().httpStatus(), reader));
        return LedgerEntry.of(record, new Disclosure(who, said.disclosed(), null));
    }

    private static Actor actor(Reader reader, @Nullable Identity who) {
        if (who != null) {
            return new Actor(reader.type(), reader.clientId(), who.commitment());
        }
        return reader.type() == Actor.Type.ANONYMOUS ? Actor.ANONYMOUS : Actor.SELF;
    }

    private static Decision decision(int status, Reader reader) {
        String rule = "role " + reader.role();
        return switch (status) {
            case 200 -> new Decision(Decision.Effect.ALLOW, rule, "");
            case 401, 403 -> new Decision(Decision.Effect.DENY, rule, "");
            default -> Decision.NONE;
        };
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
