package dev.portolan.audit.ledger;

import dev.portolan.audit.event.CanonicalJson;
import dev.portolan.audit.event.Source;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that arrived and is not an event; kept whole, so that nothing is lost while a person finds out why. The
 * log holds its digest only: nobody knows what its bytes disclose.
 *
 * @param raw what arrived
 * @param reason why it is not an event, in our words
 * @param source who delivered it under which number, if that can be told
 */
@SuppressWarnings("ArrayRecordComponent") // carried from the wire to the table, never compared
public record OpaqueEntry(byte[] raw, String reason, Optional<Source> source) implements Item {

    /** Name and revision of the form of its entry in the log. */
    public static final String SCHEMA = "portolan.opaque/1";

    /** The same under a number; or under none, when its own is another's. */
    OpaqueEntry withSource(Optional<Source> other) {
        return new OpaqueEntry(raw, reason, other);
    }

    /** An item whose number, or whose event's id, is on record with other bytes. */
    static OpaqueEntry contradiction(Item item, String reason) {
        byte[] bytes = item instanceof OpaqueEntry opaque ? opaque.raw() : item.entry();
        return new OpaqueEntry(bytes, reason, Optional.empty());
    }

    @Override
    public byte[] entry() {
        Map<String, Object> members = new TreeMap<>(Map.of(
                "schema",
                SCHEMA,
                "reason",
                reason,
                "bytes",
                raw.length,
                "sha256",
                HexFormat.of().formatHex(sha256())));
        source.ifPresent(from -> members.put(
                "source",
                Map.of(
                        "gateway_id", from.gatewayId(),
                        "boot_id", from.bootId().toString(),
                        "seq", from.seq())));
        return CanonicalJson.bytes(members);
    }

    /** Digest of what arrived. */
    byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(raw);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
