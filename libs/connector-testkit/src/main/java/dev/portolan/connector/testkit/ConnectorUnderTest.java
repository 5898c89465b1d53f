package dev.portolan.connector.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.mcp.Revision;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the contract must know of a connector. {@link ConnectorContractTest} supplies what follows from its config. */
public interface ConnectorUnderTest {
    /** The endpoint of the running connector. */
    URI endpoint();

    /** A path of its management interface, e.g. {@code q/metrics}. */
    URI management(String path);

    /** A token that is admitted. */
    String token();

    /** A client of that revision with a token that is admitted. */
    default McpTestClient client(Revision revision) {
        return new McpTestClient(endpoint(), revision, token());
    }

    default McpTestClient modern() {
        return client(Revision.V2026_07_28);
    }

    default McpTestClient legacy() {
        return client(Revision.V2025_11_25);
    }

    /** For each tool, arguments (JSON) it succeeds with against the test's backend. Called in this order. */
    Map<String, String> sampleArguments();

    /** For each prompt, arguments (JSON) it succeeds with. */
    Map<String, String> samplePromptArguments();

    /** Addresses that can be read: at least one of every resource template. */
    List<String> sampleUris();

    /** Values for arguments that other completions depend on, e.g. {@code database} to {@code shop}. */
    default Map<String, String> completionContext() {
        return Map.of();
    }

    /** Prompt arguments and template variables that are free text, so that nothing can be proposed for them. */
    default Set<String> freeTextArguments() {
        return Set.of();
    }

    /** The longest {@code tools/list} in bytes of JSON: what a model must read before it does anything. */
    default int toolListBytes() {
        return 8 * 1024;
    }

    /** Texts that must occur in no answer: passwords, tokens, marker words of the backend's own error messages. */
    default Set<String> secrets() {
        return Set.of();
    }

    /** All tools as listed. */
    default List<JsonNode> tools() {
        return modern().list("tools/list", "tools");
    }
}
