package dev.portolan.mcp.server.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The MCP server of a connector. */
@ConfigMapping(prefix = "mcp.server")
public interface ServerConfig {
    /** What the server calls itself in {@code serverInfo}. */
    @WithDefault("${quarkus.application.name}")
    String name();

    /** Its version in {@code serverInfo}. */
    @WithDefault("${quarkus.application.version}")
    String version();

    /** The name people read. */
    Optional<String> title();

    /** How a model should use the connector as a whole; a few sentences. */
    Optional<String> instructions();

    /** The clients whose tokens are accepted: {@code azp}, else {@code client_id}. Everybody else gets 403. */
    @WithDefault("portolan-gateway")
    Set<String> allowedClients();

    /** Serve callers that show no token. For tests and first tries; a token that is shown is verified all the same. */
    @WithDefault("false")
    boolean allowAnonymous();

    /** Origins browsers may call from, beside the server itself on loopback, e.g. {@code https://app.example}. */
    Optional<Set<String>> allowedOrigins();

    /** The longest request body. Longer ones get 413. At most {@code quarkus.http.limits.max-body-size}. */
    @WithDefault("4M")
    MemorySize maxBodySize();

    /** How deep JSON in a request may nest, at least 1. */
    @WithDefault("64")
    int maxDepth();

    /** How many entries one page of a list has, at least 1. */
    @WithDefault("100")
    int pageSize();

    /** The longest a call may take; then its answer is an error and its {@code Cancellation} is requested. */
    @WithDefault("30s")
    Duration callTimeout();

    /** How many calls may be at work or waiting for a thread, at least 1; more are refused at once as busy. */
    @WithDefault("128")
    int maxConcurrentCalls();

    /** How long clients may keep lists and contents: {@code ttlMs}. 0 for not at all. */
    @WithDefault("300s")
    Duration ttl();
}
