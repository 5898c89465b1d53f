package dev.portolan.mcp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes a long JSON-RPC response apart as its bytes arrive, in constant memory: what is long passes to a sink, what is
 * small is kept. The lists {@code content}, {@code contents} and {@code messages} of a result always pass, with the
 * URIs in them renamed, wherever MCP has them: in a block of content, a resource within one, and the contents of a
 * resource. Any other member of the result is kept as long as all that is kept stays within a bound, else it passes as
 * it stands.
 *
 * <p>What passes is a sequence of members, {@code "name":value,"name":value}, without line breaks. Names that the
 * result or the response repeat are refused. Not thread-safe.
 */
public final class ResponseSieve {
    private static final int LONGEST_URI = 64 * 1024;
    private static final int MOST_NAMES = 1_000;

    /** Where in a response a value lies. */
    private enum Place {
        RESPONSE,
        RESULT,
        MESSAGES,
        MESSAGE,
        BLOCKS,
        BLOCK,
        RESOURCES,
        RESOURCE
    }

    /** What becomes of the bytes that come. */
    private enum Course {
        DROPPED,
        PASSED,
        KEPT,
        RENAMED
    }

    /** Takes what is long. */
    public interface Sink {
        void write(byte[] bytes, int from, int to);
    }

    private final int inMemory;
    private final UnaryOperator<String> uris;
    private final Sink sink;
    private final JsonScanner scanner;
    private final Deque<Place> places = new ArrayDeque<>();
    private final JsonObject response = JsonObject.empty();
    private final JsonObject result = JsonObject.empty();
    private final Map<String, Character> passed = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(512);
    private @Nullable String name;
    private Course course = Course.DROPPED;
    private char first;
    private int kept;

    /**
     * @param inMemory most bytes of the response that are kept
     * @param maxDepth the deepest nesting of objects and arrays
     * @param uris the new form of a URI
     * @param sink where the rest goes
     */
    public ResponseSieve(int inMemory, int maxDepth, UnaryOperator<String> uris, Sink sink) {
        this.inMemory = inMemory;
        this.uris = uris;
        this.sink = sink;
        this.scanner = new JsonScanner(maxDepth, new Parts());
    }

    /** @throws ProtocolError as soon as this cannot become a JSON-RPC response within the limits */
    public void feed(byte[] bytes, int from, int to) {
        scanner.feed(bytes, from, to);
    }

    /**
     * The response without what passed to the sink.
     *
     * @throws ProtocolError if it is not complete, or not a JSON-RPC message
     */
    public Message end() {
        scanner.end();
        if (names.contains(id(Place.RESPONSE, "result")) && !response.has("result")) {
            response.set("result", result.toSlice());
        }
        byte[] whole = response.toSlice().toBytes();
        return Message.read(whole, new JsonLimits(whole.length, JsonLimits.DEFAULT.maxDepth()));
    }

    /** The members that passed to the sink, in their order, each with the first character of its value. */
    public Map<String, Character> passed() {
        return passed;
    }

    private static String id(Place place, String name) {
        return place + " " + name;
    }

    private static ProtocolError invalid(String what) {
        return new ProtocolError(400, ErrorCode.INVALID_REQUEST, "not a JSON-RPC message: " + what);
    }

    private final class Parts implements JsonScanner.Visitor {
        @Override
        public void bytes(byte[] bytes, int from, int to) {
            switch (course) {
                case DROPPED -> {}
                case PASSED -> sink.write(bytes, from, to);
                case KEPT -> keep(bytes, from, to);
                case RENAMED -> {
                    held.write(bytes, from, to - from);
                    if (held.size() > LONGEST_URI) {
                        throw invalid("a URI is longer than " + LONGEST_URI + " bytes");
                    }
                }
            }
        }

        private void keep(byte[] bytes, int from, int to) {
            held.write(bytes, from, to - from);
            if (kept + held.size() > inMemory) {
                if (places.element() != Place.RESULT) {
                    throw invalid("more than " + inMemory + " bytes besides its result");
                }
                pass();
                write(held.toByteArray());
            }
        }

        @Override
        public void name(@Nullable String newName) {
            name = newName;
            Place here = places.element();
            if (here == Place.RESPONSE || here == Place.RESULT) {
                if (newName == null || !names.add(id(here, newName)) || names.size() > MOST_NAMES) {
                    throw invalid("it has repeated, overlong or too many names");
                }
            }
        }

        @Override
        public boolean begin(byte firstByte) {
            first = (char) firstByte;
            Place here = places.peek();
            Place next = next(here);
            if (next != null) {
                if (here == Place.RESULT) {
                    pass();
                }
                places.push(next);
            } else if (first == '"' && "uri".equals(name) && (here == Place.BLOCK || here == Place.RESOURCE)) {
                held.reset();
                course = Course.RENAMED;
            } else if (here == Place.RESPONSE || here == Place.RESULT) {
                held.reset();
                course = Course.KEPT;
            }
            return next != null;
        }

        /** The place that begins here, or null if there is nothing to look for in what begins. */
        private @Nullable Place next(@Nullable Place here) {
            if (here == null) {
                if (first != '{') {
                    throw invalid("a message is a JSON object");
                }
                return Place.RESPONSE;
            }
            boolean object = first == '{';
            boolean array = first == '[';
            String member = String.valueOf(name);
            return switch (here) {
                case RESPONSE -> object && member.equals("result") ? Place.RESULT : null;
                case RESULT -> array ? listed(member) : null;
                case MESSAGES -> object ? Place.MESSAGE : null;
                case MESSAGE -> !member.equals("content") ? null : object ? Place.BLOCK : array ? Place.BLOCKS : null;
                case BLOCKS -> object ? Place.BLOCK : null;
                case BLOCK -> object && member.equals("resource") ? Place.RESOURCE : null;
                case RESOURCES -> object ? Place.RESOURCE : null;
                case RESOURCE -> null;
            };
        }

        private @Nullable Place listed(String member) {
            return switch (member) {
                case "content" -> Place.BLOCKS;
                case "contents" -> Place.RESOURCES;
                case "messages" -> Place.MESSAGES;
                default -> null;
            };
        }

        /** From here on the value of this member passes. */
        private void pass() {
            String member = String.valueOf(name);
            if (!passed.isEmpty()) {
                write(new byte[] {','});
            }
            passed.put(member, first);
            write(JsonSlice.ofText(member).toBytes());
            write(new byte[] {':'});
            course = Course.PASSED;
        }

        private void write(byte[] bytes) {
            sink.write(bytes, 0, bytes.length);
        }

        @Override
        public void end() {
            Place here = places.element();
            if (course == Course.RENAMED) {
                String uri =
                        String.valueOf(JsonSlice.trusted(held.toByteArray()).text());
                write(JsonSlice.ofText(uris.apply(uri)).toBytes());
                course = Course.PASSED;
            } else if (course == Course.KEPT) {
                kept += held.size();
                (here == Place.RESULT ? result : response)
                        .set(String.valueOf(name), JsonSlice.trusted(held.toByteArray()));
            }
            settle(here);
        }

        @Override
        public void leave() {
            places.pop();
            settle(places.peek());
        }

        /** Between the members of the response and the result there is nothing worth copying. */
        private void settle(@Nullable Place here) {
            if (here == null || here == Place.RESPONSE || here == Place.RESULT) {
                course = Course.DROPPED;
            }
        }
    }
}
