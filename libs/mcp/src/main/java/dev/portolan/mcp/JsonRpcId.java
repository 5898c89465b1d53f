package dev.portolan.mcp;

/**
 * The id of a JSON-RPC request: a string or an integer, kept as the JSON text it came in, so that {@code 1} and
 * {@code "1"} stay different and an answer carries back exactly what was asked with.
 *
 * @param json the JSON token, quotes included
 */
public record JsonRpcId(String json) {
    /** An id of our own for a request we send. */
    public static JsonRpcId of(long number) {
        return new JsonRpcId(Long.toString(number));
    }

    @Override
    public String toString() {
        return json;
    }
}
