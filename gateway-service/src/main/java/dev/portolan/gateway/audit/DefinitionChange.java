package dev.portolan.gateway.audit;

import dev.portolan.audit.event.Decision;
import dev.portolan.audit.event.Target;
import dev.portolan.mcp.JsonSlice;
import java.util.Locale;
import java.util.UUID;

/**
 * That a connector defines something otherwise than was known, or that what it defines is held back or no longer.
 *
 * @param lookId shared by all changes that were found at once; version 7
 * @param connector id of the connector
 * @param what what happened
 * @param type what is defined
 * @param name its name or URI at the connector; empty if it is about the connector as a whole
 * @param decision whether it is offered; {@link Decision#NONE} where nothing is held
 * @param details what exactly, as JSON of at most 8 KiB
 */
public record DefinitionChange(
        UUID lookId, String connector, What what, Target.Type type, String name, Decision decision, JsonSlice details) {
    /** What happened. */
    public enum What {
        /** The definitions a connector had when the gateway first saw it. */
        KNOWN,
        /** It was not there. */
        ADDED,
        /** It was otherwise. */
        CHANGED,
        /** It is no longer there. */
        REMOVED,
        /** It is what it was, and not offered any more. */
        HELD,
        /** It is what it was, and offered now. */
        RELEASED;

        /** As the record names it, in the place of a method. */
        String method() {
            return "definition." + name().toLowerCase(Locale.ROOT);
        }
    }
}
