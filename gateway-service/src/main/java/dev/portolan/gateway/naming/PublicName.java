package dev.portolan.gateway.naming;

import dev.portolan.gateway.call.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * The name under which a connector's tool or prompt is offered: {@code <connector>_<name>}, within
 * {@code [A-Za-z0-9_-]{1,64}} because common hosts refuse more than MCP would allow. Names are made here and looked
 * up in the {@link Catalog}; nobody takes them apart.
 */
final class PublicName {
    private static final int LONGEST = 64;
    private static final int HASH_DIGITS = 8;

    private PublicName() {}

    /** Deterministic: the same pair always gets the same name; what does not fit is cut and told apart by a hash. */
    static String of(String connector, String upstreamName) {
        String plain = connector + "_" + upstreamName;
        String name = plain.replaceAll("[^A-Za-z0-9_-]", "_");
        if (name.length() <= LONGEST) {
            return name;
        }
        return name.substring(0, LONGEST - HASH_DIGITS - 1) + "_"
                + Sha256.hex(plain.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_DIGITS);
    }
}
