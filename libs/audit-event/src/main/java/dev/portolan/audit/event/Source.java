package dev.portolan.audit.event;

import java.util.Map;
import java.util.UUID;

/**
 * Who wrote the record. The numbers of one boot have no holes, so a missing record shows.
 *
 * @param gatewayId name of the replica that wrote it, stable over restarts; at most 128 characters, not empty
 * @param bootId drawn anew at each start of that replica
 * @param seq number of the record within the boot, from 1 without holes, at most 2^53 − 1
 */
public record Source(String gatewayId, UUID bootId, long seq) {

    /** Bounds the texts. @throws IllegalArgumentException if there is no gateway id or the number is out of range */
    public Source {
        if (gatewayId.isEmpty()) {
            throw new IllegalArgumentException("a source has a gateway id");
        }
        gatewayId = Text.bounded(gatewayId, 128);
        Text.count("seq", seq);
    }

    /** The same boot, another record. */
    public Source withSeq(long number) {
        return new Source(gatewayId, bootId, number);
    }

    Map<String, Object> members() {
        return new Members()
                .always("gateway_id", gatewayId)
                .always("boot_id", bootId.toString())
                .always("seq", seq)
                .map();
    }
}
