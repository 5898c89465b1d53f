package dev.portolan.gateway.audit;

import dev.portolan.audit.event.Arguments;
import dev.portolan.audit.event.seal.Disclosed;
import dev.portolan.gateway.call.Sha256;
import dev.portolan.gateway.policy.Keeping;
import dev.portolan.gateway.redaction.Cleaned;
import dev.portolan.gateway.redaction.Extent;
import dev.portolan.gateway.redaction.Redaction;
import dev.portolan.gateway.screen.ScreenedReply;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.security.SecureRandom;

/** What is kept of arguments and results, secrets taken out, and what a record says instead. */
final class Keeper {
    private static final JsonSlice TAKEN = JsonSlice.ofText("[redacted]");

    /** Beyond this many bytes only digest and length are kept, so nothing longer needs to be looked through. */
    private static final int LONGEST_ARGUMENTS = Arguments.MAX_JSON_BYTES;

    private final Redaction redaction;
    private final SecureRandom random;
    private final int longestResult;

    /** @param longestResult text of a result that is kept, in bytes as it is written */
    Keeper(Redaction redaction, SecureRandom random, int longestResult) {
        this.redaction = redaction;
        this.random = random;
        this.longestResult = longestResult;
    }

    Said arguments(JsonSlice given, Keeping.Level level) {
        return arguments(given, given, level);
    }

    /** The argument a completion is for: its value goes by its name. */
    Said completion(JsonSlice argument, Keeping.Level level) {
        String name = argument.members().text("name");
        JsonObject members = argument.members();
        boolean secret = name != null && redaction.isSecret(name);
        return arguments(argument, secret ? members.set("value", TAKEN).toSlice() : argument, level);
    }

    private Said arguments(JsonSlice given, JsonSlice shown, Keeping.Level level) {
        byte[] bytes = given.toBytes();
        boolean looked = level != Keeping.Level.DIGEST && bytes.length <= LONGEST_ARGUMENTS;
        Cleaned clean = looked ? redaction.json(shown, extent(level)) : null;
        String text = clean == null ? "" : clean.json().json();
        boolean kept = !text.isEmpty() && Disclosed.written(text) <= Disclosed.MAX_TEXT_BYTES;
        Disclosed beside = Disclosed.of(random, Sha256.hex(bytes), kept ? text : "");
        Arguments.Mode mode = kept ? Arguments.Mode.valueOf(level.name()) : Arguments.Mode.DIGEST;
        long redactions = clean == null ? 0 : clean.taken();
        return new Said(new Arguments(mode, "", beside.commitment(), bytes.length, redactions), beside);
    }

    /** What the gateway itself says, which concerns no person: it stays in the record. */
    Said plain(JsonSlice details) {
        Cleaned clean = redaction.json(details, Extent.KNOWN);
        Arguments plain = Arguments.plain(clean.json().json());
        return plain.mode() == Arguments.Mode.PLAIN ? new Said(plain, null) : arguments(details, Keeping.Level.DIGEST);
    }

    Disclosed result(ScreenedReply reply, Keeping.Level level) {
        String text = "";
        // marks stand in the places of strings that are on disk, and what is twice too long does not get short enough
        if (level != Keeping.Level.DIGEST && reply.isWhole() && reply.length() <= 2L * longestResult) {
            text = redaction.json(reply.body(), extent(level)).json().json();
        }
        boolean kept = Disclosed.written(text) <= longestResult;
        return Disclosed.of(random, reply.sha256(), kept ? text : "");
    }

    /** A name or URI, or what a program calls itself. */
    String text(String text) {
        return redaction.text(text);
    }

    /** An identifier that a caller drew. */
    String id(String id) {
        return redaction.id(id);
    }

    private static Extent extent(Keeping.Level level) {
        return level == Keeping.Level.ENCRYPTED ? Extent.KNOWN : Extent.SUSPECTED;
    }
}
