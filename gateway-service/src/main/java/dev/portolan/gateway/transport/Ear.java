package dev.portolan.gateway.transport;

import dev.portolan.mcp.Message;

/** Hears what a connector says unasked, on the event loop that its stream was opened on. */
public interface Ear {
    /** The connector opened the stream. */
    void opened();

    /** It says something. */
    void said(Message message);

    /**
     * Nothing more comes, which is told once.
     *
     * @param status HTTP status of an answer that was no stream, 200 if a stream ended, 0 if the connector was not
     *     reached or broke off
     */
    void over(int status);
}
