package dev.portolan.audit.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An answer.
 *
 * @param records what was found
 * @param next cursor of the next page; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RecordPage(
        List<RecordView> records,

        @Schema(implementation = String.class, description = "Cursor of the next page; absent on the last")
        Optional<String> next) {}
