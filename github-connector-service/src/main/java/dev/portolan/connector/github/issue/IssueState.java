package dev.portolan.connector.github.issue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Which issues. */
public enum IssueState {
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
