package dev.portolan.conformance.http;

import com.sun.net.httpserver.HttpExchange;
import dev.portolan.mcp.JsonSlice;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** One HTTP request and its answer. */
public final class Exchange {
    private static final int LONGEST_BODY = 4 * 1024 * 1024;

    private final HttpExchange http;

    public Exchange(HttpExchange http) {
        this.http = http;
    }

    public String method() {
        return http.getRequestMethod();
    }

    /** A request header, or null if there is none of that name. */
    public @Nullable String header(String name) {
        return http.getRequestHeaders().getFirst(name);
    }

    /** The body, cut off one byte after the longest one accepted. */
    public byte[] body() throws IOException {
        return http.getRequestBody().readNBytes(LONGEST_BODY + 1);
    }

    /** A header of the answer; before the answer begins. */
    public void answerHeader(String name, String value) {
        http.getResponseHeaders().set(name, value);
    }

    /** Answers with JSON. */
    public void json(int status, JsonSlice body) {
        answerHeader("Content-Type", "application/json");
        try {
            http.sendResponseHeaders(status, body.length());
            http.getResponseBody().write(body.toBytes());
        } catch (IOException gone) {
            throw new UncheckedIOException("the client is gone", gone);
        } finally {
            http.close();
        }
    }

    /** Answers without a body. */
    public void empty(int status) {
        try {
            http.sendResponseHeaders(status, -1);
        } catch (IOException gone) {
            throw new UncheckedIOException("the client is gone", gone);
        } finally {
            http.close();
        }
    }

    /** Begins to answer with an event stream. */
    public EventStream stream() {
        answerHeader("Content-Type", "text/event-stream");
        answerHeader("Cache-Control", "no-cache");
        answerHeader("X-Accel-Buffering", "no");
        try {
            http.sendResponseHeaders(200, 0);
            http.getResponseBody().flush();
        } catch (IOException gone) {
            throw new UncheckedIOException("the client is gone", gone);
        }
        return new EventStream(http.getResponseBody());
    }
}
