package dev.portolan.gateway.change;

import dev.portolan.audit.event.Decision;
import dev.portolan.audit.event.Target;
import dev.portolan.audit.event.UuidV7;
import dev.portolan.gateway.audit.AuditTrail;
import dev.portolan.gateway.audit.DefinitionChange;
import dev.portolan.gateway.audit.DefinitionChange.What;
import dev.portolan.gateway.change.KnownDefinitions.Difference;
import dev.portolan.gateway.change.KnownDefinitions.Step;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Puts changes on record, so many at a time and no more. */
final class ChangeRecords {
    private static final Decision HELD = new Decision(Decision.Effect.DENY, "changes: hold", "");
    private static final Decision OFFERED = new Decision(Decision.Effect.ALLOW, "changes: hold", "");
    private static final int LONGEST_NAME = 500;
    private static final int MOST_BYTES = 7_000;

    private final Consumer<DefinitionChange> trail;
    private final UuidV7 ids;
    private final int most;

    /** @param most records that one step may make, at least 3 */
    ChangeRecords(Consumer<DefinitionChange> trail, UuidV7 ids, int most) {
        this.trail = trail;
        this.ids = ids;
        this.most = most;
    }

    /** @see AuditTrail#changed */
    void record(String connector, Step step) {
        UUID look = ids.next();
        List<DefinitionChange> changes = new ArrayList<>();
        if (step.first()) {
            known(look, connector, step, changes);
        }
        for (Difference difference : step.differences()) {
            if (changes.size() < most) {
                changes.add(change(look, connector, step, difference));
            }
        }
        int all = step.differences().size();
        long told = changes.stream().filter(c -> c.what() != What.KNOWN).count();
        if (told < all) {
            changes.set(most - 1, rest(look, connector, all - told + 1));
        }
        changes.forEach(trail);
    }

    private static DefinitionChange rest(UUID look, String connector, long more) {
        JsonSlice details = JsonObject.empty().set("more", more).toSlice();
        return ofConnector(look, connector, What.CHANGED, details);
    }

    private static DefinitionChange ofConnector(UUID look, String connector, What what, JsonSlice details) {
        return new DefinitionChange(look, connector, what, Target.Type.SERVER, "", Decision.NONE, details);
    }

    /** All definitions with their hashes, in as many records as they need; the last place is left for the rest. */
    private void known(UUID look, String connector, Step step, List<DefinitionChange> changes) {
        List<JsonSlice> part = new ArrayList<>();
        int bytes = 0;
        int left = step.all().size();
        for (Definition definition : step.all().values()) {
            String key = definition.key().toString();
            String name = key.length() > LONGEST_NAME ? key.substring(0, LONGEST_NAME) + "…" : key;
            JsonSlice pair = JsonObject.array(List.of(JsonSlice.ofText(name), JsonSlice.ofText(definition.sha256())));
            if (bytes + pair.length() > MOST_BYTES) {
                changes.add(ofConnector(look, connector, What.KNOWN, known(part, 0)));
                part.clear();
                bytes = 0;
                if (changes.size() >= most - 2) {
                    break;
                }
            }
            part.add(pair);
            bytes += pair.length() + 1;
            left--;
        }
        changes.add(ofConnector(look, connector, What.KNOWN, known(part, left)));
    }

    private static JsonSlice known(List<JsonSlice> pairs, int more) {
        JsonObject details = JsonObject.empty().set("definitions", JsonObject.array(pairs));
        return (more == 0 ? details : details.set("more", more)).toSlice();
    }

    private static DefinitionChange change(UUID look, String connector, Step step, Difference difference) {
        DefinitionKey key = difference.key();
        What what = what(step, difference);
        boolean gone = difference.now().isEmpty();
        return new DefinitionChange(
                look,
                connector,
                what,
                type(key.kind()),
                key.name(),
                !step.holds() || gone ? Decision.NONE : difference.held() ? HELD : OFFERED,
                details(step, difference));
    }

    private static What what(Step step, Difference difference) {
        if (difference.now().isEmpty()) {
            return What.REMOVED;
        }
        if (difference.before().isEmpty()) {
            return step.first() ? What.CHANGED : What.ADDED;
        }
        if (difference.ofDefinition()) {
            return What.CHANGED;
        }
        return difference.held() ? What.HELD : What.RELEASED;
    }

    private static JsonSlice details(Step step, Difference difference) {
        JsonObject details = JsonObject.empty();
        difference
                .before()
                .map(Definition::sha256)
                .or(() -> step.first() ? difference.approved() : Optional.empty())
                .ifPresent(old -> details.set("old_sha256", old));
        difference.now().ifPresent(now -> {
            details.set("new_sha256", now.sha256());
            if (!step.first() && difference.ofDefinition()) {
                JsonSlice before = difference.before().map(Definition::body).orElse(JsonSlice.EMPTY_OBJECT);
                details.set("changes", Diff.between(before, now.body()));
            }
        });
        return details.toSlice();
    }

    private static Target.Type type(DefinitionKey.Kind kind) {
        return switch (kind) {
            case TOOL -> Target.Type.TOOL;
            case PROMPT -> Target.Type.PROMPT;
            case RESOURCE, TEMPLATE -> Target.Type.RESOURCE;
            case INSTRUCTIONS -> Target.Type.SERVER;
        };
    }
}
