package dev.portolan.connector.github.content;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.connector.github.rate.RateLimit;
import org.jspecify.annotations.Nullable;

/** A file of a GitHub repository. */
public record FileContent(
        String path,
        String sha,
        int size,

        @JsonPropertyDescription("utf-8, base64, or none where the file is too large")
        String encoding,

        @Nullable String content,

        @JsonPropertyDescription("Whether the content is missing because of its size")
        boolean truncated,

        @JsonPropertyDescription("Characters dropped because nobody would see them")
        int invisibleRemoved,

        @JsonPropertyDescription("GitHub budget left") @Nullable RateLimit rate) {}
