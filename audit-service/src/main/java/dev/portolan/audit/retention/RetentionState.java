package dev.portolan.audit.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How the trail is kept.
 *
 * @param keepDays age from which months are dropped; absent if none is
 * @param months that are there, oldest first
 * @param due months that go next
 * @param holds placed, newest first, also those released
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RetentionState(
        @Schema(implementation = Long.class) @JsonProperty("keep_days")
        Optional<Long> keepDays,

        List<String> months,
        List<String> due,
        List<Hold> holds) {}
