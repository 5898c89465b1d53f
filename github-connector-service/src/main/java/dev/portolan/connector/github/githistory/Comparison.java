package dev.portolan.connector.github.githistory;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What lies between two commits. */
public record Comparison(
        @JsonPropertyDescription("Object id of the older side")
        String base,

        @JsonPropertyDescription("Object id of the newer side")
        String head,

        Changes changes) {}
