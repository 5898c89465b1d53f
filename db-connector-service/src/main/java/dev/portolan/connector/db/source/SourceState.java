package dev.portolan.connector.db.source;

import java.util.List;
import java.util.Locale;

/**
 * What is known of a source.
 *
 * @param standing whether it serves
 * @param sentence why, in our words
 * @param attacksHeld attacks of the self-test that were refused; 0 before it ran
 * @param notes what whoever runs the database should know, e.g. that the role could write
 */
public record SourceState(Standing standing, String sentence, int attacksHeld, List<String> notes) {
    public SourceState {
        notes = List.copyOf(notes);
    }

    /** Whether a source serves. */
    public enum Standing {
        /** Not looked at yet. */
        UNCHECKED,
        /** Reachable and proven to be read-only. */
        READY,
        /** Cannot be reached; is looked at again. */
        DOWN,
        /** Reachable but unfit; is looked at again. */
        REFUSED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static SourceState unchecked() {
        return new SourceState(Standing.UNCHECKED, "The source has not been checked yet.", 0, List.of());
    }

    static SourceState down(String sentence) {
        return new SourceState(Standing.DOWN, sentence, 0, List.of());
    }

    static SourceState refused(String sentence) {
        return new SourceState(Standing.REFUSED, sentence, 0, List.of());
    }

    static SourceState ready(int attacksHeld, List<String> notes) {
        return new SourceState(Standing.READY, "The source is ready.", attacksHeld, notes);
    }

    public boolean isReady() {
        return standing == Standing.READY;
    }
}
