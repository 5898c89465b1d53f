package dev.portolan.gateway.policy;

import dev.portolan.gateway.call.Caller;
import java.util.Collections;
import java.util.Set;

/**
 * The callers a rule is about. A set that is empty asks nothing; all that are not must hold the caller.
 *
 * @param anyone every authenticated caller; then all sets are empty
 * @param subjects claims {@code sub}
 * @param names claims {@code preferred_username}
 * @param groups of which the caller is in at least one
 * @param clients OAuth clients, claim {@code azp}
 */
public record Who(boolean anyone, Set<String> subjects, Set<String> names, Set<String> groups, Set<String> clients) {
    /** @throws IllegalArgumentException unless it is either anyone or asks something */
    public Who {
        subjects = Set.copyOf(subjects);
        names = Set.copyOf(names);
        groups = Set.copyOf(groups);
        clients = Set.copyOf(clients);
        boolean asks = !(subjects.isEmpty() && names.isEmpty() && groups.isEmpty() && clients.isEmpty());
        if (anyone == asks) {
            throw new IllegalArgumentException("A rule is about anyone, or it says whom it is about");
        }
    }

    boolean covers(Caller caller) {
        return holds(subjects, caller.subject())
                && holds(names, caller.name())
                && holds(clients, caller.clientId())
                && (groups.isEmpty() || !Collections.disjoint(groups, caller.groups()));
    }

    private static boolean holds(Set<String> allowed, String value) {
        return allowed.isEmpty() || allowed.contains(value);
    }
}
