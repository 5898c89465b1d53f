package dev.portolan.docs;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One {@code @ConfigMapping} interface. Descriptions are Markdown. */
record ConfigGroup(String prefix, String description, List<Key> keys) {
    /**
     * One key of it.
     *
     * @param preset the default, if there is one
     * @param mandatory whether the service does not start without a value
     * @param bounds empty: none besides the type's
     */
    record Key(
            String name, String type, Optional<String> preset, boolean mandatory, String bounds, String description) {
        /** The type of keys that hold other keys. */
        static final String GROUP = "group";

        /** The environment variable of a key, by the rule of MicroProfile Config; {@code <name>} stays. */
        static String variable(String key) {
            return key.replaceAll("[^A-Za-z0-9<>]", "_").toUpperCase(Locale.ROOT);
        }
    }
}
