package dev.portolan.gateway.call;

/** What a connector can offer. */
public enum FeatureKind {
    TOOL,
    PROMPT,
    RESOURCE,
    TEMPLATE
}
