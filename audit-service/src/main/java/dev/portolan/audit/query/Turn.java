package dev.portolan.audit.query;

import java.util.UUID;

/**
 * Where a page ended.
 *
 * @param last record of it
 * @param snapshot of which it is a page
 */
public record Turn(UUID last, Snapshot snapshot) {}
