package dev.portolan.audit.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A span of time of which nothing is dropped.
 *
 * @param id identifies it
 * @param from inclusive
 * @param to exclusive
 * @param reason why, in the words of who placed it
 * @param placedBy their name, or handle if they were erased
 * @param releasedBy another person, once it is released
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Hold(
        UUID id,
        Instant from,
        Instant to,
        String reason,
        @JsonProperty("placed_by") String placedBy,
        @JsonProperty("released_by") Optional<String> releasedBy) {

    /** Whether it keeps anything of this month. */
    boolean covers(Month month) {
        return releasedBy.isEmpty() && from.isBefore(month.end()) && to.isAfter(month.start());
    }
}
