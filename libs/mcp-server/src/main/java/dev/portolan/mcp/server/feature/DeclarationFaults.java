package dev.portolan.mcp.server.feature;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects what is wrong with a connector's declarations, so that all of it is told at once. */
final class DeclarationFaults {
    private final List<String> faults = new ArrayList<>();

    void add(String where, String what) {
        faults.add(where + ": " + what);
    }

    void addIf(boolean wrong, String where, String what) {
        if (wrong) {
            add(where, what);
        }
    }

    /** @throws IllegalStateException with every fault, if there is one */
    void refuse() {
        if (!faults.isEmpty()) {
            Collections.sort(faults);
            throw new IllegalStateException("refusing to start, " + faults.size()
                    + " fault(s) in feature declarations:\n  " + String.join("\n  ", faults));
        }
    }
}
