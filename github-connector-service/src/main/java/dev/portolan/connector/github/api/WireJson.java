package dev.portolan.connector.github.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;

/** How JSON of GitHub's is read: into trees, within limits of depth and number length. */
final class WireJson {

    private static final int DEPTH = 100;

    private WireJson() {}

    static ObjectMapper mapper() {
        return new ObjectMapper(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH)
                        .maxNumberLength(DEPTH)
                        .build())
                .build());
    }
}
