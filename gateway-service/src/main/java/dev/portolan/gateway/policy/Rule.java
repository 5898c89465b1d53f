package dev.portolan.gateway.policy;

/**
 * One rule.
 *
 * @param id names it in decisions and records, unique within the policy
 * @param who the callers it is about
 * @param what the features it is about
 * @param effect what it does with them
 */
public record Rule(String id, Who who, What what, Effect effect) {}
