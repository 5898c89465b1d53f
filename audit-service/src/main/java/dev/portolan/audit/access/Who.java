package dev.portolan.audit.access;

import java.util.List;

/**
 * A person or service, as the verified token says; absent texts are empty.
 *
 * @param issuer claim {@code iss}
 * @param subject claim {@code sub}
 * @param name claim {@code preferred_username}
 * @param groups claim {@code groups}
 */
public record Who(String issuer, String subject, String name, List<String> groups) {

    /** This service itself. */
    public static final Who SELF = new Who("", "", "", List.of());

    /** Copies the groups. */
    public Who {
        groups = List.copyOf(groups);
    }
}
