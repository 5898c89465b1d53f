package dev.portolan.audit.export;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What an export holds; the last file of the archive.
 *
 * @param callId under which the export itself is on record
 * @param exportedBy name of who asked
 * @param begunAt when it began
 * @param parameters what was asked for
 * @param treeSize entries of the log as it was exported; with proofs the size of the checkpoint among them
 * @param file name of the file of records
 * @param records in it
 * @param bytes of it
 * @param sha256 of it
 */
record Manifest(
        @JsonProperty("call_id") UUID callId,
        @JsonProperty("exported_by") String exportedBy,
        @JsonProperty("begun_at") Instant begunAt,
        Map<String, String> parameters,
        @JsonProperty("tree_size") long treeSize,
        String file,
        long records,
        long bytes,
        String sha256) {}
