package dev.portolan.audit.ledger.note;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;

/**
 * How far the records of a boot are here.
 *
 * @param bootId the boot
 * @param gatewayId the replica
 * @param received number of the last record that is here
 * @param head the last number it said it has; 0 if it never said
 * @param heardAt when it was last heard of
 * @param closed whether nothing more is taken from it
 * @param replaced whether its gateway has come back with another spool while records were missing
 */
public record BootState(
        @JsonProperty("boot_id") UUID bootId,
        @JsonProperty("gateway_id") String gatewayId,
        long received,
        long head,
        @JsonProperty("heard_at") Instant heardAt,
        boolean closed,
        boolean replaced) {}
