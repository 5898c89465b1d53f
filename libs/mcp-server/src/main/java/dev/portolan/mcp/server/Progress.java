package dev.portolan.mcp.server;

import java.util.Optional;

/** Lets a tool tell how far it is. Where the client did not ask, what is sent goes nowhere. */
public interface Progress {
    /** The token the client asked with, or empty if it did not ask. */
    Optional<ProgressToken> token();

    /** Starts a notification. */
    ProgressNotification.Builder notificationBuilder();
}
