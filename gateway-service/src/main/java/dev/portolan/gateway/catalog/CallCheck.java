package dev.portolan.gateway.catalog;

import dev.portolan.mcp.JsonSlice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a feature's definition demands of the arguments it is given and of the structured results it gives. */
public interface CallCheck {
    /** Demands nothing. */
    CallCheck NOTHING = new CallCheck() {
        @Override
        public List<String> faultsOfArguments(@Nullable JsonSlice arguments) {
            return List.of();
        }

        @Override
        public List<String> faultsOfResult(JsonSlice structuredContent) {
            return List.of();
        }

        @Override
        public boolean structured() {
            return false;
        }
    };

    /** What is wrong first, naming the path and the rule; empty if nothing is. */
    List<String> faultsOfArguments(@Nullable JsonSlice arguments);

    /** What is wrong first, naming the path and the rule; empty if nothing is. */
    List<String> faultsOfResult(JsonSlice structuredContent);

    /** Whether results must have structured content. */
    boolean structured();
}
