package dev.portolan.connector.github.gitcontent;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A file at a commit. */
public record GitFile(
        String path,
        @JsonPropertyDescription("Object id of the commit") String commit,
        long size,

        @JsonPropertyDescription("utf-8, base64, or none where the file is too large")
        String encoding,

        @Nullable String content,

        @JsonPropertyDescription("Whether the content is missing because of its size")
        boolean truncated,

        @JsonPropertyDescription("Characters dropped because nobody would see them")
        int invisibleRemoved) {}
