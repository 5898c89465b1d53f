package dev.portolan.audit.event;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Members of a JSON object in the making: what is absent (empty, zero, none) is not written. */
final class Members {

    private final Map<String, Object> members = new TreeMap<>();

    /** Written always, also when empty or zero. */
    Members always(String name, Object value) {
        members.put(name, value instanceof Enum<?> word ? word.name().toLowerCase(Locale.ROOT) : value);
        return this;
    }

    Members text(String name, String value) {
        return value.isEmpty() ? this : always(name, value);
    }

    Members word(String name, Enum<?> value, Enum<?> usual) {
        return value == usual ? this : always(name, value);
    }

    Members number(String name, long value) {
        return value == 0 ? this : always(name, value);
    }

    Members list(String name, List<String> values) {
        return values.isEmpty() ? this : always(name, values);
    }

    Members object(String name, Map<String, Object> value) {
        return value.isEmpty() ? this : always(name, value);
    }

    Map<String, Object> map() {
        return members;
    }
}
