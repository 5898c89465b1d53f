package dev.portolan.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value, as a position in the bytes it came in. Values that nobody needs to look into are never turned into
 * objects: they are found, and copied as they stand.
 *
 * <p>Slices come from {@link #parse}, which checks the whole text once; what is cut from a slice is valid JSON.
 * Offsets are those of Jackson's UTF-8 parser.
 */
public final class JsonSlice {
    /** {@code null} as JSON. */
    public static final JsonSlice NULL = trusted("null");

    /** An object without members. */
    public static final JsonSlice EMPTY_OBJECT = trusted("{}");

    private static final JsonFactory CUT = StrictJson.factory(1_000, false);

    private final byte[] bytes;
    private final int start;
    private final int end;

    /** For {@link StrictJson}, which has checked that a value lies there. */
    JsonSlice(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    /**
     * Reads one JSON value and nothing after it.
     *
     * @throws ProtocolError with {@link ErrorCode#PARSE_ERROR} if the bytes are no JSON in UTF-8, repeat a key
     *     within one object, nest too deep or are too long
     */
    public static JsonSlice parse(byte[] bytes, JsonLimits limits) {
        return StrictJson.parse(bytes, limits);
    }

    /** A slice over JSON we wrote ourselves. */
    public static JsonSlice trusted(String json) {
        return trusted(json.getBytes(StandardCharsets.UTF_8));
    }

    /** A slice over JSON we wrote ourselves. */
    public static JsonSlice trusted(byte[] json) {
        return new JsonSlice(json, 0, json.length);
    }

    /** A string as JSON. */
    public static JsonSlice ofText(String text) {
        byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(wellFormed(text));
        byte[] json = new byte[quoted.length + 2];
        json[0] = '"';
        System.arraycopy(quoted, 0, json, 1, quoted.length);
        json[json.length - 1] = '"';
        return trusted(json);
    }

    /** JSON can escape half a surrogate pair, UTF-8 cannot say it: such halves become U+FFFD. */
    private static String wellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                ? text
                : text.codePoints()
                        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    public boolean isObject() {
        return bytes[start] == '{';
    }

    public boolean isArray() {
        return bytes[start] == '[';
    }

    public boolean isText() {
        return bytes[start] == '"';
    }

    public boolean isNull() {
        return bytes[start] == 'n';
    }

    /** Whether this is a number without fraction or exponent. */
    public boolean isInteger() {
        for (int i = start; i < end; i++) {
            boolean sign = i == start && bytes[i] == '-' && end - start > 1;
            if (!sign && (bytes[i] < '0' || bytes[i] > '9')) {
                return false;
            }
        }
        return true;
    }

    public boolean isTrue() {
        return bytes[start] == 't';
    }

    public boolean isBoolean() {
        return bytes[start] == 't' || bytes[start] == 'f';
    }

    /** The string this slice is, or null if it is not a string. */
    public @Nullable String text() {
        if (!isText()) {
            return null;
        }
        return cutting(parser -> {
            parser.nextToken();
            return parser.getText();
        });
    }

    /** The integer this slice is, or null if it is none that fits a long. */
    public @Nullable Long integer() {
        if (!isInteger() || length() > 19) {
            return null;
        }
        return Long.valueOf(json());
    }

    /** The members of the object this slice is, in their order; no members if it is not an object. */
    public JsonObject members() {
        JsonObject members = JsonObject.empty();
        if (!isObject()) {
            return members;
        }
        return cutting(parser -> {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                members.set(name, cut(parser));
            }
            return members;
        });
    }

    /** One member of the object this slice is, or null if there is none of that name. */
    public @Nullable JsonSlice member(String name) {
        return members().get(name);
    }

    /** The elements of the array this slice is; none if it is not an array. */
    public List<JsonSlice> elements() {
        List<JsonSlice> elements = new ArrayList<>();
        if (!isArray()) {
            return elements;
        }
        return cutting(parser -> {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(cut(parser));
            }
            return elements;
        });
    }

    /** How many bytes the value takes. */
    public int length() {
        return end - start;
    }

    /** The JSON text. */
    public String json() {
        return new String(bytes, start, length(), StandardCharsets.UTF_8);
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    /** Appends the bytes as they stand. */
    public void writeTo(ByteArrayOutputStream out) {
        out.write(bytes, start, length());
    }

    /** Same bytes; JSON that differs in white space or the order of members is not the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonSlice slice
                && Arrays.equals(bytes, start, end, slice.bytes, slice.start, slice.end);
    }

    @Override
    public int hashCode() {
        return json().hashCode();
    }

    @Override
    public String toString() {
        return json();
    }

    private JsonSlice cut(JsonParser parser) throws IOException {
        int from = start + Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        parser.skipChildren();
        parser.finishToken();
        return new JsonSlice(
                bytes, from, start + Math.toIntExact(parser.currentLocation().getByteOffset()));
    }

    private interface Cutting<T> {
        T with(JsonParser parser) throws IOException;
    }

    private <T> T cutting(Cutting<T> cutting) {
        try (JsonParser parser = CUT.createParser(bytes, start, length())) {
            return cutting.with(parser);
        } catch (IOException impossible) {
            throw new IllegalStateException("a slice that is not JSON", impossible);
        }
    }
}
