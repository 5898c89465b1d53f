package dev.portolan.gateway.policy;

/** What policy says. Anything that is not {@link Allow} is a no. */
public sealed interface Decision {
    /** Id of the rule that decided, or empty if no rule matched. */
    String rule();

    /** Yes. */
    record Allow(String rule) implements Decision {}

    /** No. */
    record Deny(String rule) implements Decision {}

    /** What holds where no rule does. */
    Decision BY_DEFAULT = new Deny("");
}
