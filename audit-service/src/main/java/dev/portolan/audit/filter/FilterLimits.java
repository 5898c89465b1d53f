package dev.portolan.audit.filter;

/**
 * How long a filter may be.
 *
 * @param maxLength characters
 * @param maxNodes fields, values and operators
 */
public record FilterLimits(int maxLength, int maxNodes) {}
