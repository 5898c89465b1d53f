package dev.portolan.mcp;

import java.util.Arrays;
import java.util.Optional;

/** The published revisions of the Model Context Protocol, oldest first. */
public enum Revision {
    V2024_11_05("2024-11-05"),
    V2025_03_26("2025-03-26"),
    V2025_06_18("2025-06-18"),
    V2025_11_25("2025-11-25"),
    V2026_07_28("2026-07-28");

    private final String wire;

    Revision(String wire) {
        this.wire = wire;
    }

    /** The date by which messages name this revision, e.g. {@code 2026-07-28}. */
    public String wire() {
        return wire;
    }

    /** Whether requests carry their own metadata; older revisions open with an {@code initialize} handshake. */
    public boolean isModern() {
        return this == V2026_07_28;
    }

    /** The revision of that date, or empty if none was published under it. */
    public static Optional<Revision> of(String wire) {
        return Arrays.stream(values()).filter(r -> r.wire.equals(wire)).findFirst();
    }

    /** Whether a version text claims 2026-07-28 or anything later; revisions are dates and compare as text. */
    public static boolean claimsModern(String wire) {
        return wire.compareTo(V2026_07_28.wire) >= 0;
    }

    @Override
    public String toString() {
        return wire;
    }
}
