package dev.portolan.connector.github.pullrequest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Which pull requests. */
public enum PullRequestState {
    @JsonProperty("open")
    OPEN,
    @JsonProperty("closed")
    CLOSED,
    @JsonProperty("all")
    ALL;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
