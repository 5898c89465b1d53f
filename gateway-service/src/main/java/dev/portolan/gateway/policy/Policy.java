package dev.portolan.gateway.policy;

import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.catalog.RoutedCall;

/** One set of rules, two questions. Pure: same inputs, same decision. */
public interface Policy {
    /** Whether the caller may know of the feature and, with some arguments at least, use it. */
    Decision onFeature(Caller caller, Feature feature);

    /** Whether this call may be made, given its arguments. Asked only if {@link #onFeature} allows. */
    default Decision onCall(RoutedCall call) {
        return onFeature(call.call().asked().caller(), call.feature());
    }

    /** How much is kept of the calls of a feature. */
    default Keeping keeping(Feature feature) {
        return Keeping.BY_DEFAULT;
    }

    /** SHA-256 of the rules, 64 lower-case hex digits, so that a decision can be traced to the text it came from. */
    String digest();
}
