package dev.portolan.audit.ledger.note;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Records of a boot that are lost and will not come.
 *
 * @param bootId whose
 * @param gatewayId of which replica; empty if it was never heard of
 * @param first number of the first that is lost
 * @param last number of the last that is known of; less than {@code first} if none is known to be lost
 * @param from when the boot was last heard of: all that is lost was written after the record before {@code first}
 * @param until when they were given up
 * @param closed whether nothing more is taken from the boot; else it goes on behind {@code last}
 * @param cause in the words of who declared it
 */
public record Gap(
        UUID bootId,
        String gatewayId,
        long first,
        long last,
        Instant from,
        Instant until,
        boolean closed,
        String cause) {

    /** Name and revision of the form of its entry in the log. */
    public static final String SCHEMA = "portolan.gap/1";

    /** How many records are known to be lost. */
    public long count() {
        return Math.max(0, last - first + 1);
    }

    /** The entry; {@code record} is the event that says who declared it. */
    Note note(UUID record) {
        Map<String, Object> members = new LinkedHashMap<>(Map.of(
                "schema", SCHEMA,
                "boot_id", bootId.toString(),
                "gateway_id", gatewayId,
                "first", first,
                "from", from.toString(),
                "until", until.toString(),
                "closed", closed,
                "cause", cause,
                "record", record.toString()));
        if (last < first) {
            return new Note(members, Optional.empty());
        }
        members.put("last", last);
        return new Note(members, Optional.of(new Note.Range(bootId, first, last)));
    }
}
