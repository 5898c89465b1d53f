package dev.portolan.gateway.policy;

/**
 * How much is kept of the calls of some features.
 *
 * @param what the features it is about
 * @param keeping how much
 */
public record KeepingRule(What what, Keeping keeping) {}
