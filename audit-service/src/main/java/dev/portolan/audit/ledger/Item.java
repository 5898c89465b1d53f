package dev.portolan.audit.ledger;

import dev.portolan.audit.event.Source;
import java.util.Optional;

/** What a source delivers: an event, or something that is none. Each becomes one entry of the log. */
public sealed interface Item permits LedgerEntry, OpaqueEntry {

    /** Who delivers it, under which number; absent if that cannot be read. */
    Optional<Source> source();

    /** What the log holds of it: canonical JSON, at most 65,535 bytes. */
    byte[] entry();
}
