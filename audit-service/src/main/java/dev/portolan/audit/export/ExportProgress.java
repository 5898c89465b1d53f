package dev.portolan.audit.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far an export is.
 *
 * @param callId under which it is on record
 * @param state {@code running}, or how it ended: {@code success}, {@code client_gone}, …
 * @param records written so far
 * @param bytes written so far, before compression
 * @param atMost of a running export: records on the days asked for, whether they match or not
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ExportProgress(
        @JsonProperty("call_id") UUID callId,
        String state,
        long records,
        long bytes,

        @JsonProperty("at_most") @Schema(implementation = Long.class, description = "Records on the days asked for")
        Optional<Long> atMost) {}
