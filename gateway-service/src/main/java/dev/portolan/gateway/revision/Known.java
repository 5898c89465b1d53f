package dev.portolan.gateway.revision;

import dev.portolan.mcp.Revision;

/**
 * What not every revision knows, from the first that does to the last. This table is all there is to say of the
 * differences between revisions that have no bearing on how a message travels.
 */
public enum Known {
    /** Several messages in one body (basic, "Batching"). */
    BATCH(Revision.V2025_03_26, Revision.V2025_03_26),
    /** {@code annotations} of tools, such as {@code readOnlyHint}. */
    TOOL_ANNOTATIONS(Revision.V2025_03_26),
    /** The capability {@code completions}. */
    COMPLETIONS(Revision.V2025_03_26),
    /** Content of type {@code audio}. */
    AUDIO(Revision.V2025_03_26),
    /** The header {@code MCP-Protocol-Version} in sessions. */
    VERSION_HEADER(Revision.V2025_06_18),
    /** {@code title} of tools, prompts, their arguments, resources and implementations. */
    TITLE(Revision.V2025_06_18),
    /** {@code _meta} of definitions and content, rather than of results and parameters alone. */
    META_OF_PARTS(Revision.V2025_06_18),
    /** {@code outputSchema} and {@code structuredContent}, if of type object. */
    STRUCTURED_CONTENT(Revision.V2025_06_18),
    /** Content of type {@code resource_link}. */
    RESOURCE_LINK(Revision.V2025_06_18),
    /** {@code annotations.lastModified}. */
    LAST_MODIFIED(Revision.V2025_06_18),
    /** {@code context} of completions. */
    COMPLETION_CONTEXT(Revision.V2025_06_18),
    /** Forms that a connector asks the user to fill in. */
    ELICITATION(Revision.V2025_06_18),
    /** {@code icons}. */
    ICONS(Revision.V2025_11_25),
    /** {@code description} and {@code websiteUrl} of implementations. */
    DESCRIBED_IMPLEMENTATION(Revision.V2025_11_25),
    /** Pages that a connector asks the user to open, and {@code mode} of elicitations. */
    URL_ELICITATION(Revision.V2025_11_25),
    /** Forms with titled choices ({@code oneOf}), several choices ({@code array}), and defaults of every type. */
    RICH_FORMS(Revision.V2025_11_25),
    /** Tools that a connector gives the client's model, and messages of several content blocks. */
    SAMPLING_TOOLS(Revision.V2025_11_25),
    /** {@code execution} of tools: tasks as an experiment. */
    EXECUTION(Revision.V2025_11_25, Revision.V2025_11_25),
    /** {@code outputSchema} and {@code structuredContent} of any type. */
    ANY_STRUCTURED_CONTENT(Revision.V2026_07_28);

    private final Revision first;
    private final Revision last;

    Known(Revision first) {
        this(first, Revision.V2026_07_28);
    }

    Known(Revision first, Revision last) {
        this.first = first;
        this.last = last;
    }

    /** Whether the revision knows it. */
    public boolean to(Revision revision) {
        return revision.compareTo(first) >= 0 && revision.compareTo(last) <= 0;
    }
}
