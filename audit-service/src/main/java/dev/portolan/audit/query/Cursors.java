package dev.portolan.audit.query;

import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Places in an answer, to be given back for the next page. A cursor is the id of the last record seen, the snapshot of
 * the trail that is shown and an expiry, authenticated by HMAC-SHA-256 (RFC 2104) together with the question and the
 * reader it was made for: it cannot be made up, changed, lent, or used with another question.
 */
@ApplicationScoped
public class Cursors {

    private static final String HMAC = "HmacSHA256";
    private static final int PLACE_BYTES = 36;
    private static final int MAC_BYTES = 32;

    private final SecretKeySpec key;
    private final QueryConfig config;
    private final Clock clock;

    Cursors(QueryConfig config, Clock clock) {
        this.key = new SecretKeySpec(
                config.cursorKey()
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .orElseGet(Cursors::drawn),
                HMAC);
        this.config = config;
        this.clock = clock;
    }

    /** A cursor behind {@code last} in the answer to {@code question} for {@code subject}. */
    public String after(Turn last, String question, String subject) {
        byte[] place = ByteBuffer.allocate(PLACE_BYTES)
                .putLong(last.last().getMostSignificantBits())
                .putLong(last.last().getLeastSignificantBits())
                .putInt(last.snapshot().log())
                .putLong(last.snapshot().size())
                .putLong(clock.instant().plus(config.cursorLifetime()).getEpochSecond())
                .array();
        byte[] cursor = ByteBuffer.allocate(PLACE_BYTES + MAC_BYTES)
                .put(place)
                .put(mac(place, question, subject))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    /**
     * The last record seen, and the snapshot in which it was.
     *
     * @throws Refused if the cursor is not ours, was made for another question or reader, or has expired
     */
    public Turn open(String cursor, String question, String subject) {
        byte[] bytes = decoded(cursor);
        byte[] whole = Arrays.copyOf(bytes, PLACE_BYTES + MAC_BYTES);
        byte[] place = Arrays.copyOf(whole, PLACE_BYTES);
        byte[] mac = Arrays.copyOfRange(whole, PLACE_BYTES, whole.length);
        boolean ours = bytes.length == whole.length && MessageDigest.isEqual(mac, mac(place, question, subject));
        ByteBuffer fields = ByteBuffer.wrap(place);
        UUID last = new UUID(fields.getLong(), fields.getLong());
        Snapshot snapshot = new Snapshot(fields.getInt(), fields.getLong());
        if (!ours || fields.getLong() < clock.instant().getEpochSecond()) {
            throw new Refused(Problem.badRequest(
                    "The cursor does not belong to this question, or has expired.",
                    "Repeat the question without cursor, then use 'next' of each answer with the same parameters."));
        }
        return new Turn(last, snapshot);
    }

    private static byte[] decoded(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private byte[] mac(byte[] place, String question, String subject) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(place);
            // neither text can hold a zero byte, so the three parts cannot be shifted into each other
            mac.update(subject.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(question.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    private static byte[] drawn() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return random;
    }
}
