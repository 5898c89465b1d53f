package dev.portolan.gateway.pipeline;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.audit.AuditTrail;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.catalog.Catalog;
import dev.portolan.gateway.catalog.Catalogs;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.catalog.Listing;
import dev.portolan.gateway.policy.PolicyGate;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.SealedHandles;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One list: everything of a kind that the caller may know of, by the same policy that permits calls, in one order,
 * page by page. A page ends with a sealed cursor that names the last entry, so pages stay right while the catalog
 * changes.
 */
public final class ListPipeline {
    /** {@code _meta} key under which a list names the connectors, of those its caller sees, that are out of date. */
    public static final String DEGRADED = "dev.portolan/connectors";

    private final Catalogs catalogs;
    private final PolicyGate policy;
    private final AuditTrail trail;
    private final SealedHandles handles;
    private final Settings settings;

    /**
     * @param pageSize entries of a page, at least 1
     * @param ttl how long a client may keep a list
     * @param cursorLifetime how long a cursor is good for
     */
    public record Settings(int pageSize, Duration ttl, Duration cursorLifetime) {}

    public ListPipeline(
            Catalogs catalogs, PolicyGate policy, AuditTrail trail, SealedHandles handles, Settings settings) {
        this.catalogs = catalogs;
        this.policy = policy;
        this.trail = trail;
        this.handles = handles;
        this.settings = settings;
    }

    /** The page asked for, or the refusal of its cursor. */
    public Uni<Answer> list(FeatureKind kind, Asked asked) {
        try {
            return trail.served(asked, page(kind, asked));
        } catch (CallRefused refused) {
            return trail.refused(asked, refused);
        }
    }

    /** Whether there is anything of a kind that the caller may know of. */
    public boolean any(FeatureKind kind, Endpoint endpoint, Caller caller) {
        return catalogs.at(endpoint).after(kind, "").stream().anyMatch(policy.visibleTo(caller));
    }

    private JsonObject page(FeatureKind kind, Asked asked) {
        Catalog now = catalogs.at(asked.endpoint());
        Caller caller = asked.caller();
        Predicate<Feature> visible = policy.visibleTo(caller);
        List<JsonSlice> entries = new ArrayList<>();
        String last = "";
        boolean more = false;
        for (Feature feature : now.after(kind, start(kind, asked))) {
            if (!visible.test(feature)) {
                continue;
            }
            if (entries.size() == settings.pageSize()) {
                more = true;
                break;
            }
            entries.add(feature.definition());
            last = feature.publicName();
        }
        List<JsonSlice> degraded = degraded(now, visible);
        JsonObject result = JsonObject.empty()
                .set("resultType", "complete")
                .set(member(kind), JsonObject.array(entries))
                .set("ttlMs", degraded.isEmpty() ? settings.ttl().toMillis() : 0)
                .set("cacheScope", "private");
        if (more) {
            result.set(
                    "nextCursor",
                    handles.seal(
                            purpose(kind, asked),
                            caller.principal(),
                            last.getBytes(StandardCharsets.UTF_8),
                            settings.cursorLifetime()));
        }
        return degraded.isEmpty()
                ? result
                : result.set(
                        "_meta",
                        JsonObject.empty()
                                .set(DEGRADED, JsonObject.array(degraded))
                                .toSlice());
    }

    private String start(FeatureKind kind, Asked asked) {
        JsonSlice cursor = asked.message().params().get("cursor");
        if (cursor == null) {
            return "";
        }
        String sealed = cursor.text();
        return (sealed == null
                        ? Optional.<byte[]>empty()
                        : handles.open(purpose(kind, asked), asked.caller().principal(), sealed))
                .map(last -> new String(last, StandardCharsets.UTF_8))
                .orElseThrow(() -> CallRefused.malformed(new ProtocolError(
                        200,
                        ErrorCode.INVALID_PARAMS,
                        "params.cursor is not one that was given to you for this list, or has expired; "
                                + "list again without a cursor")));
    }

    private static String member(FeatureKind kind) {
        return switch (kind) {
            case TOOL -> "tools";
            case PROMPT -> "prompts";
            case RESOURCE -> "resources";
            case TEMPLATE -> "resourceTemplates";
        };
    }

    private static String purpose(FeatureKind kind, Asked asked) {
        return "cursor " + kind + " " + asked.endpoint().path();
    }

    /** Only of connectors the caller may know of. One that never answered has nothing to be known by. */
    private static List<JsonSlice> degraded(Catalog now, Predicate<Feature> visible) {
        Set<String> known = now.connectors(visible);
        return now.listings().stream()
                .filter(listing -> listing.state() != Listing.State.FRESH && known.contains(listing.connector()))
                .map(listing -> JsonObject.empty()
                        .set("id", listing.connector())
                        .set("state", "stale")
                        .toSlice())
                .toList();
    }
}
