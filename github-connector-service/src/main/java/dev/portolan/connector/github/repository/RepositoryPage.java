package dev.portolan.connector.github.repository;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.portolan.connector.github.rate.RateLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of repositories. */
public record RepositoryPage(
        List<RepositoryInfo> repositories,

        @JsonPropertyDescription("How many there are in all; only a search knows") @Nullable Integer total,

        @JsonPropertyDescription("Whether there are more pages")
        boolean truncated,

        @JsonPropertyDescription("Page to go on with") @Nullable Integer next,

        @JsonPropertyDescription("GitHub budget left") @Nullable RateLimit rate) {}
