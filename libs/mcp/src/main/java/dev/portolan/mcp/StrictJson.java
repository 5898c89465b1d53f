package dev.portolan.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The one check that bytes are JSON (RFC 8259) that everybody reads alike; after it, slices are cut without checks. */
final class StrictJson {
    /** Its first byte, with which no JSON begins. */
    private static final byte BYTE_ORDER_MARK = (byte) 0xef;

    private static final JsonFactory STRICT = factory(JsonLimits.DEFAULT.maxDepth(), true);

    private StrictJson() {}

    static JsonSlice parse(byte[] bytes, JsonLimits limits) {
        if (bytes.length > limits.maxBytes()) {
            String text = "message longer than " + limits.maxBytes() + " bytes";
            throw new ProtocolError(413, ErrorCode.INVALID_REQUEST, text);
        }
        checkUtf8(bytes);
        boolean usual = limits.maxDepth() == JsonLimits.DEFAULT.maxDepth();
        JsonFactory factory = usual ? STRICT : factory(limits.maxDepth(), true);
        try (JsonParser parser = factory.createParser(bytes)) {
            if (parser.nextToken() == null) {
                throw malformed("message is empty");
            }
            int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
            int end = endOfValue(parser);
            if (parser.nextToken() != null) {
                throw malformed("message has text after its JSON value");
            }
            return new JsonSlice(bytes, start, end);
        } catch (IOException notJson) {
            throw malformed("message is not well-formed JSON within the limits: no repeated keys, at most "
                    + limits.maxDepth() + " levels deep");
        }
    }

    /** A factory of parsers that nest to a depth; strict ones refuse an object that repeats a key. */
    static JsonFactory factory(int depth, boolean strict) {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNumberLength(1_000)
                        .build())
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .build();
    }

    /**
     * Jackson takes UTF-16, a byte order mark, overlong forms and halves of surrogate pairs, which others read
     * differently or not.
     */
    private static void checkUtf8(byte[] bytes) {
        boolean wide = bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0 || bytes[0] == BYTE_ORDER_MARK);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException malformed) {
            wide = true;
        }
        if (wide) {
            throw malformed("message is not UTF-8");
        }
    }

    private static int endOfValue(JsonParser parser) throws IOException {
        int depth = 0;
        JsonToken token = parser.currentToken();
        while (token != null) {
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.VALUE_STRING) {
                parser.finishToken();
            }
            if (depth == 0) {
                break;
            }
            token = parser.nextToken();
        }
        parser.finishToken();
        return Math.toIntExact(parser.currentLocation().getByteOffset());
    }

    private static ProtocolError malformed(String text) {
        return new ProtocolError(400, ErrorCode.PARSE_ERROR, text);
    }
}
