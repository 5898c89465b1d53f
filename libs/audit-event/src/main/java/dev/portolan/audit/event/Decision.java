package dev.portolan.audit.event;

import java.util.Map;

/**
 * What policy said.
 *
 * @param effect allow, deny, or not asked
 * @param rule id of the rule that decided; empty if it was the default or policy was not asked; at most 256
 *     characters
 * @param policyDigest SHA-256 of the policy in force, 64 lower-case hex digits; empty if policy was not asked
 */
public record Decision(Effect effect, String rule, String policyDigest) {

    /** What policy said. */
    public enum Effect {
        /** The call may be made. */
        ALLOW,
        /** It may not. */
        DENY,
        /** Policy was not asked. */
        NONE
    }

    /** Policy was not asked. */
    public static final Decision NONE = new Decision(Effect.NONE, "", "");

    /** Bounds the texts. @throws IllegalArgumentException if the digest is malformed */
    public Decision {
        rule = Text.bounded(rule, 256);
        policyDigest = Text.sha256(policyDigest);
    }

    Map<String, Object> members() {
        if (equals(NONE)) {
            return Map.of();
        }
        return new Members()
                .always("effect", effect)
                .text("rule", rule)
                .text("policy_digest", policyDigest)
                .map();
    }
}
