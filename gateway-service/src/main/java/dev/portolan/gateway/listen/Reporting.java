package dev.portolan.gateway.listen;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Of which connectors changes become known, beside those of their lists. Safe for use by many threads. */
public final class Reporting {
    private final Set<String> resources = ConcurrentHashMap.newKeySet();
    private final Set<String> tasks = ConcurrentHashMap.newKeySet();

    /** Says whether from now on changes of a connector's resources become known; only then may they be listened for. */
    public void resources(String connector, boolean yes) {
        set(resources, connector, yes);
    }

    /** Says whether from now on changes of a connector's tasks become known, likewise. */
    public void tasks(String connector, boolean yes) {
        set(tasks, connector, yes);
    }

    private static void set(Set<String> reporting, String connector, boolean yes) {
        if (yes) {
            reporting.add(connector);
        } else {
            reporting.remove(connector);
        }
    }

    /** Whether changes of that connector's resources become known. */
    public boolean resources(String connector) {
        return resources.contains(connector);
    }

    /** Whether changes of that connector's tasks become known. */
    public boolean tasks(String connector) {
        return tasks.contains(connector);
    }
}
