package dev.portolan.gateway.connectorfile;

import dev.portolan.mcp.Revision;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of the connectors file.
 *
 * @param id the connector's name in public names, {@code [a-z][a-z0-9-]{0,20}}
 * @param address where it is
 * @param era the MCP revisions it is spoken to in; {@link Era#AUTO} where the file says nothing
 * @param ownedSchemes URI schemes whose URIs are its own and pass unchanged
 * @param deadline longest wait for an answer, 100 ms to 10 min, 30 s where the file says nothing
 * @param concurrency most calls in flight, 1 to 4096, 64 where the file says nothing
 * @param maxResponseBytes longest answer, 1 KiB to 1 GiB, 128 MiB where the file says nothing
 * @param pollInterval time between two looks at its lists, 1 s to 24 h, 60 s where the file says nothing
 * @param changes what becomes of new and changed definitions; {@link Changes#RECORD} where the file says nothing
 */
public record ConnectorSettings(
        String id,
        Address address,
        Era era,
        Set<String> ownedSchemes,
        Duration deadline,
        int concurrency,
        int maxResponseBytes,
        Duration pollInterval,
        Changes changes) {
    public ConnectorSettings {
        ownedSchemes = Set.copyOf(ownedSchemes);
    }

    /** Which MCP revisions to speak. */
    public enum Era {
        /** Whichever it answers to, newest first. */
        AUTO,
        /** 2026-07-28 and later: no sessions. */
        MODERN,
        /** 2025-11-25 and before: sessions, in the newest of these revisions that it speaks. */
        LEGACY,
        /** Sessions of that very revision. */
        V2025_11_25,
        /** Sessions of that very revision. */
        V2025_06_18,
        /** Sessions of that very revision. */
        V2025_03_26,
        /** Sessions of that very revision; over HTTP by the transport it had. */
        V2024_11_05;

        /** The revision it is spoken to in and no other, or empty if it has a choice or none of sessions. */
        public Optional<Revision> pinned() {
            return switch (this) {
                case AUTO, MODERN, LEGACY -> Optional.empty();
                default -> Optional.of(Revision.valueOf(name()));
            };
        }
    }

    /** What becomes of definitions that are new or changed. */
    public enum Changes {
        /** They are put on record and offered. */
        RECORD,
        /** They are put on record and not offered until they are approved. */
        HOLD
    }

    /** How the gateway authenticates itself. */
    public enum Credential {
        /** Not at all: for development and for networks that do it. */
        NONE,
        /** With an access token of the gateway's own, by the OAuth client credentials grant. */
        CLIENT_CREDENTIALS
    }
}
