package dev.portolan.audit.event.seal;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.CanonicalJson;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What travels beside one record. An intent or event discloses its arguments, an outcome its result; both disclose who
 * acted.
 *
 * @param actor who acted; null if nobody is known, or the record's writer did
 * @param arguments null if there are none, or they are disclosed with the intent
 * @param result null if there is none
 */
public record Disclosure(
        @Nullable Identity actor,
        @Nullable Disclosed arguments,
        @Nullable Disclosed result) {

    /** Nothing to disclose. */
    public static final Disclosure NONE = new Disclosure(null, null, null);

    private static final String JSON = "json";
    private static final String TEXT = "text";

    /**
     * Reads {@link #canonical()}; what is unknown is passed over.
     *
     * @param members of its JSON object, as values that {@link CanonicalJson} knows
     * @throws IllegalArgumentException if a salt or digest cannot be one, or a text is too long
     */
    public static Disclosure read(Map<String, ?> members) {
        return new Disclosure(
                members.get("actor") instanceof Map<?, ?> actor ? identity(actor) : null,
                members.get("arguments") instanceof Map<?, ?> arguments ? disclosed(arguments, JSON) : null,
                members.get("result") instanceof Map<?, ?> result ? disclosed(result, TEXT) : null);
    }

    /** Whether there is nothing to disclose. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Canonical JSON (RFC 8785) in UTF-8. */
    public byte[] canonical() {
        Map<String, Object> members = new TreeMap<>();
        if (actor != null) {
            members.put("actor", actor.members());
        }
        if (arguments != null) {
            members.put("arguments", arguments.members(JSON));
        }
        if (result != null) {
            members.put("result", result.members(TEXT));
        }
        return CanonicalJson.bytes(members);
    }

    /**
     * Which part is not what {@code record} commits to: {@code actor}, {@code arguments} or {@code result}, the first
     * of them; empty if all that is disclosed is.
     */
    public Optional<String> contradiction(AuditEvent record) {
        if (actor != null && !actor.commitment().equals(record.actor().commitment())) {
            return Optional.of("actor");
        }
        if (arguments != null
                && !arguments.commitment().equals(record.arguments().commitment())) {
            return Optional.of("arguments");
        }
        boolean other =
                result != null && !result.commitment().equals(record.outcome().commitment());
        return other ? Optional.of("result") : Optional.empty();
    }

    private static Identity identity(Map<?, ?> members) {
        List<String> groups = members.get("groups") instanceof Collection<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
        return new Identity(
                text(members, "salt"),
                text(members, "subject"),
                text(members, "name"),
                text(members, "issuer"),
                groups);
    }

    private static Disclosed disclosed(Map<?, ?> members, String textName) {
        return new Disclosed(text(members, "salt"), text(members, "sha256"), text(members, textName));
    }

    private static String text(Map<?, ?> members, String name) {
        return members.get(name) instanceof String text ? text : "";
    }
}
