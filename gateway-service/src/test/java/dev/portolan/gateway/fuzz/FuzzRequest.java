package dev.portolan.gateway.fuzz;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** An HTTP request being spoilt. Header values are Latin-1, so that each character is the octet that is sent. */
final class FuzzRequest {
    private static final int MOST_SHOWN = 1_000;
    private static final JsonMapper STRICT = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxNumberLength(1_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A header as it will be sent. */
    record Header(String name, String value) {}

    String httpMethod = "POST";
    String path = "/mcp";
    byte[] body = new byte[0];
    final List<Header> headers = new ArrayList<>();
    /** Whether a server may turn this away before it is a request to anybody. */
    boolean brokenHttp;

    private final StringBuilder story = new StringBuilder();

    /** Notes what was done, for the one who has to understand a failure. */
    void done(String what) {
        story.append(story.isEmpty() ? "" : ", ").append(what);
    }

    FuzzRequest with(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    Optional<Header> header(String name) {
        return headers.stream().filter(h -> h.name().equalsIgnoreCase(name)).findFirst();
    }

    void set(String name, String value) {
        headers.removeIf(h -> h.name().equalsIgnoreCase(name));
        with(name, value);
    }

    /** The headers as they are read, by their names in lower case; also those that came inside another. */
    Map<String, List<String>> headersSent() {
        Map<String, List<String>> sent = new TreeMap<>();
        for (Header header : headers) {
            for (String line : (header.name() + ": " + header.value()).split("\r\n")) {
                String[] parts = line.split(":", 2);
                sent.computeIfAbsent(parts[0].toLowerCase(Locale.ROOT), first -> new ArrayList<>())
                        .add(parts[1].replaceAll("^[ \t]+|[ \t]+$", ""));
            }
        }
        return sent;
    }

    /** The body, if it is JSON (RFC 8259) that all readers read alike. */
    Optional<JsonNode> json() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith("\ufeff")
                    ? Optional.empty()
                    : Optional.of(STRICT.readTree(text)).filter(json -> !json.isMissingNode());
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** What a server can read: nothing where it is not clear that this is JSON. */
    Optional<JsonNode> readable() {
        return headersSent().getOrDefault("content-type", List.of()).size() == 1 ? json() : Optional.empty();
    }

    /** The bytes to send, the body in one piece or in chunks. */
    byte[] bytes(Random random, String host, String userAgent) {
        StringBuilder head = new StringBuilder(httpMethod + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        head.append("Connection: close\r\nUser-Agent: ").append(userAgent).append("\r\n");
        headers.forEach(
                h -> head.append(h.name()).append(": ").append(h.value()).append("\r\n"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean chunked = random.nextInt(5) == 0;
        head.append(chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length)
                .append("\r\n\r\n");
        out.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!chunked) {
            out.writeBytes(body);
            return out.toByteArray();
        }
        for (int at = 0; at < body.length; ) {
            int length = Math.min(body.length - at, 1 + random.nextInt(body.length));
            out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, at, length);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            at += length;
        }
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    @Override
    public String toString() {
        String text = new String(body, StandardCharsets.UTF_8);
        return story + "\n" + httpMethod + " " + path + "\n"
                + headers.stream()
                        .filter(h -> !h.name().equalsIgnoreCase("Authorization"))
                        .toList()
                + "\n" + text.substring(0, Math.min(MOST_SHOWN, text.length()));
    }
}
