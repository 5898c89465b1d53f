package dev.portolan.gateway.policy;

/** What a rule does with what it covers. */
public enum Effect {
    ALLOW,
    DENY
}
