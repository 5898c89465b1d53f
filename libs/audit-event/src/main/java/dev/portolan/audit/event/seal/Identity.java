package dev.portolan.audit.event.seal;

import dev.portolan.audit.event.CanonicalJson;
import dev.portolan.audit.event.Text;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who acted, as the verified access token says. Absent texts are empty.
 *
 * @param salt of the commitment to it, Base64 of 16 bytes
 * @param subject claim {@code sub}; unique within the issuer, at most 256 characters
 * @param name claim {@code preferred_username}; for people to read, may change; at most 256 characters
 * @param issuer claim {@code iss}; at most 512 characters
 * @param groups claim {@code groups}; at most 64 of at most 64 characters, a last "…" says that some are left out
 */
public record Identity(String salt, String subject, String name, String issuer, List<String> groups) {

    /** Bounds the texts. @throws IllegalArgumentException if the salt is malformed */
    public Identity {
        salt = Commitment.checkedSalt(salt);
        subject = Text.bounded(subject, 256);
        name = Text.bounded(name, 256);
        issuer = Text.bounded(issuer, 512);
        groups = Text.bounded(groups, 64, 64);
    }

    /** What a record says instead, 64 lower-case hex digits: to the canonical JSON of all but the salt. */
    public String commitment() {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(CanonicalJson.bytes(claims()));
            return Commitment.of(salt, HexFormat.of().formatHex(sha256), "");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    Map<String, Object> members() {
        Map<String, Object> members = claims();
        members.put("salt", salt);
        return members;
    }

    private Map<String, Object> claims() {
        Map<String, Object> claims = new TreeMap<>(Map.of("subject", subject, "name", name, "issuer", issuer));
        claims.values().removeIf(""::equals);
        if (!groups.isEmpty()) {
            claims.put("groups", groups);
        }
        return claims;
    }
}
