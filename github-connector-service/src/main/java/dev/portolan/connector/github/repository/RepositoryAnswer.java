package dev.portolan.connector.github.repository;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.connector.github.rate.RateLimit;
import org.jspecify.annotations.Nullable;

/** One repository and what asking cost. */
public record RepositoryAnswer(
        RepositoryInfo repository,

        @JsonPropertyDescription("GitHub budget left") @Nullable RateLimit rate) {}
