package dev.portolan.audit.payload;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.portolan.audit.criteria.Person;
import dev.portolan.audit.event.seal.Disclosed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a record commits to.
 *
 * @param eventId of the record
 * @param state whether all of it is here
 * @param error why it could not be taken in, if so
 * @param actor who acted
 * @param groups of who acted at the time
 * @param arguments what was sent
 * @param result what was answered
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PayloadView(
        @JsonProperty("event_id") UUID eventId,
        State state,

        @Schema(implementation = String.class, description = "Why it could not be taken in")
        Optional<String> error,

        @Schema(implementation = Person.class) Optional<Person> actor,

        @Schema(implementation = String[].class, description = "Of who acted, at the time")
        Optional<List<String>> groups,

        @Schema(implementation = Part.class) Optional<Part> arguments,
        @Schema(implementation = Part.class) Optional<Part> result) {

    /** Whether what a record commits to is here. */
    public enum State {
        /** It is, and is what the log commits to. */
        OPEN,
        /** The record commits to nothing. */
        NONE,
        /** The person was erased, and the key with them. */
        ERASED,
        /** It is not, and should be. */
        MISSING,
        /** It is not what the log commits to. */
        DAMAGED,
        /** It could not be taken in, and is kept as it came. */
        UNOPENED;

        /** As it is written. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Arguments or a result.
     *
     * @param sha256 of the whole
     * @param text what is kept of it; absent if only the digest is
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Part(
            String sha256,
            @Schema(implementation = String.class) Optional<String> text) {

        static Optional<Part> of(@Nullable Disclosed disclosed) {
            return Optional.ofNullable(disclosed)
                    .map(part ->
                            new Part(part.sha256(), Optional.of(part.text()).filter(text -> !text.isEmpty())));
        }
    }
}
