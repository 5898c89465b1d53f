package dev.portolan.audit.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An answer.
 *
 * @param records what was found
 * @param treeSize entries the log had when the first page was asked for; all pages show the trail as it was then
 * @param next cursor of the next page; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RecordPage(
        List<RecordView> records,

        @JsonProperty("tree_size")
        @Schema(implementation = Long.class, description = "Entries of the log of which this is shown")
        Optional<Long> treeSize,

        @Schema(implementation = String.class, description = "Cursor of the next page; absent on the last")
        Optional<String> next) {}
