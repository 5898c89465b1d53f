package dev.portolan.audit.erasure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;

/**
 * That a person was erased.
 *
 * @param id identifies the erasure
 * @param handle of the person, which their records still have
 * @param erasedBy name of who had it done, or their handle
 * @param erasedAt when
 * @param basis on which legal basis
 * @param records of the person, all still there
 * @param dataKeys destroyed, one for each month of payloads
 * @param namedInLog records of schema {@code portolan.audit/1}: they still name the person, and cannot be changed
 */
public record Erasure(
        @JsonProperty("erasure_id") UUID id,
        String handle,
        @JsonProperty("erased_by") String erasedBy,
        @JsonProperty("erased_at") Instant erasedAt,
        String basis,
        long records,
        @JsonProperty("data_keys") long dataKeys,
        @JsonProperty("named_in_log") long namedInLog) {}
