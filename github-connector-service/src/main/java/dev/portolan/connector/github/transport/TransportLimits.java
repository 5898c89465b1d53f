package dev.portolan.connector.github.transport;

import java.time.Duration;

/**
 * What one origin may cost.
 *
 * @param connectTimeout until a connection stands
 * @param responseBytes largest body, after decompression
 * @param connections open at once
 * @param waiting requests that may wait for a connection
 */
public record TransportLimits(Duration connectTimeout, long responseBytes, int connections, int waiting) {}
