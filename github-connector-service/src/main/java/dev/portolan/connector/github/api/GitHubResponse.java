package dev.portolan.connector.github.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.connector.github.rate.RateLimit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A good answer, ready to be read. */
public final class GitHubResponse {

    private final JsonNode body;
    private final PageLinks links;
    private final Optional<RateLimit> rate;

    GitHubResponse(JsonNode body, PageLinks links, Optional<RateLimit> rate) {
        this.body = body;
        this.links = links;
        this.rate = rate;
    }

    /** The answer as one object. */
    public WireObject object() {
        return new WireObject(body);
    }

    /** The answer as a list of objects. */
    public List<WireObject> objects() {
        return WireObject.list(body, "a list");
    }

    /** Whether the answer is a list rather than one object. */
    public boolean isList() {
        return body.isArray();
    }

    public PageLinks links() {
        return links;
    }

    /** The budget after this call, or null if GitHub did not say. */
    public @Nullable RateLimit rate() {
        return rate.orElse(null);
    }
}
