package dev.portolan.audit.testing;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.Arguments;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.seal.Commitment;
import dev.portolan.audit.event.seal.Disclosed;
import dev.portolan.audit.event.seal.Disclosure;
import dev.portolan.audit.event.seal.Identity;
import dev.portolan.audit.event.seal.Item;
import dev.portolan.audit.event.seal.Sealer;
import dev.portolan.audit.ledger.LedgerEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** What goes beside the events of the tests, found again by what they commit to; sealed as a gateway would. */
public final class Beside {

    public static final String ISSUER = "https://idp.example";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<String, Identity> PEOPLE = new ConcurrentHashMap<>();
    private static final Map<String, Identity> IDENTITIES = new ConcurrentHashMap<>();
    private static final Map<String, Disclosed> TEXTS = new ConcurrentHashMap<>();
    private static @Nullable Sealer sealer;

    private Beside() {}

    /** Somebody of the name, always with the same commitment. */
    public static Actor actor(String name) {
        Identity who = PEOPLE.computeIfAbsent(
                name,
                someone -> new Identity(
                        Commitment.salt(RANDOM), someone + "-sub", someone, ISSUER, List.of("engineering")));
        IDENTITIES.put(who.commitment(), who);
        return new Actor(Actor.Type.USER, "cli", who.commitment());
    }

    /** The same person, as another gateway would disclose them. */
    public static Actor again(String name) {
        Identity who = new Identity(Commitment.salt(RANDOM), name + "-sub", name, ISSUER, List.of("engineering"));
        IDENTITIES.put(who.commitment(), who);
        return new Actor(Actor.Type.USER, "cli", who.commitment());
    }

    public static Arguments arguments(String json) {
        Disclosed text = text(json);
        return new Arguments(Arguments.Mode.REDACTED, "", text.commitment(), json.length(), 1);
    }

    public static Outcome answered(Outcome outcome, String text) {
        return outcome.withBody(text.length(), text(text).commitment(), Outcome.Payload.REDACTED);
    }

    /** Who acted; empty if nobody is known. */
    public static Optional<Identity> who(AuditEvent event) {
        return Optional.ofNullable(IDENTITIES.get(event.actor().commitment()));
    }

    public static Disclosure of(AuditEvent event) {
        boolean sent = event.kind() != AuditEvent.Kind.OUTCOME;
        return new Disclosure(
                who(event).orElse(null),
                sent ? TEXTS.get(event.arguments().commitment()) : null,
                TEXTS.get(event.outcome().commitment()));
    }

    /** Past the wire. */
    public static LedgerEntry entry(AuditEvent event) {
        return LedgerEntry.of(event, of(event));
    }

    /** As it is sent. */
    public static byte[] item(AuditEvent event) {
        Disclosure disclosure = of(event);
        return new Item(event.canonical(), disclosure.isEmpty() ? "" : seal(event, disclosure)).bytes();
    }

    /** Sealed to the service under test; nothing where there is none. */
    public static synchronized String seal(AuditEvent event, Disclosure disclosure) {
        Optional<String> key = ConfigProvider.getConfig().getOptionalValue("testing.sealing-key", String.class);
        if (key.isEmpty()) {
            return "";
        }
        if (sealer == null) {
            sealer = Sealer.to(key.get());
        }
        return sealer.seal(event.eventId(), disclosure);
    }

    private static Disclosed text(String text) {
        Disclosed disclosed = Disclosed.of(RANDOM, sha256(text), text);
        TEXTS.put(disclosed.commitment(), disclosed);
        return disclosed;
    }

    public static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
