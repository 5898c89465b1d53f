package dev.portolan.audit.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An answer.
 *
 * @param report its name
 * @param question it answers
 * @param parameters with which it was asked, with those that were not given
 * @param rows by names of columns; what is empty is left out
 * @param truncated whether there are more rows
 * @param treeSize of a report that is paged: entries the log had when the first page was asked for
 * @param next cursor of the next page, of a report that is paged
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ReportAnswer(
        String report,
        String question,
        Map<String, Object> parameters,
        List<Map<String, Object>> rows,
        boolean truncated,

        @JsonProperty("tree_size")
        @Schema(implementation = Long.class, description = "Entries of the log of which this is shown")
        Optional<Long> treeSize,

        @Schema(implementation = String.class, description = "Cursor of the next page; absent on the last")
        Optional<String> next) {}
