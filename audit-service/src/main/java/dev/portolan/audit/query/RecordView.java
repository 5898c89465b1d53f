package dev.portolan.audit.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.portolan.audit.criteria.Person;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A record as auditors see it.
 *
 * @param event the event, byte for byte as it was sent
 * @param actor who acted; absent if nobody is known
 * @param ingestedAt when it was stored
 * @param state of an intent only: {@code recorded}, {@code pending} or {@code unknown}
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RecordView(
        @JsonRawValue @Schema(implementation = Object.class, description = "The event, schema portolan.audit/2")
        String event,

        @Schema(implementation = Person.class, description = "Who acted; of a person who was erased the handle")
        Optional<Person> actor,

        @JsonProperty("ingested_at") Instant ingestedAt,

        @Schema(implementation = String.class, description = "Of an intent: recorded, pending or unknown")
        Optional<String> state) {}
