package dev.portolan.audit.ingest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a boot's own spool is, as the gateway says it with each delivery.
 *
 * @param boot the boot
 * @param seq number of its last record that is durable there
 * @param spool what it is durable on
 * @param gateway the replica
 */
record SpoolHead(UUID boot, long seq, String spool, String gateway) {

    /** {@code <boot id> <number> <spool id> <replica, URL-encoded>}. */
    static final String HEADER = "Portolan-Audit-Head";

    private static final long MAX_SEQ = (1L << 53) - 1;
    private static final int MAX_TEXT = 128;

    /** What the header says; nothing if it says nothing that can be read. */
    static Optional<SpoolHead> parse(@Nullable String header) {
        String[] words = header == null ? new String[0] : header.split(" ", -1);
        if (words.length != 4) {
            return Optional.empty();
        }
        try {
            String gateway = URLDecoder.decode(words[3], StandardCharsets.UTF_8);
            long seq = Long.parseLong(words[1]);
            return seq < 0 || seq > MAX_SEQ || gateway.length() > MAX_TEXT || words[2].length() > MAX_TEXT
                    ? Optional.empty()
                    : Optional.of(new SpoolHead(UUID.fromString(words[0]), seq, words[2], gateway));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
