package dev.portolan.audit.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.event.Arguments;
import dev.portolan.audit.event.seal.Commitment;
import dev.portolan.audit.event.seal.Disclosed;
import dev.portolan.audit.event.seal.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What this service discloses, to itself, of those who look and what they ask. */
@ApplicationScoped
class Disclosures {

    /** May name a person, so it is no part of the record. */
    private static final Set<String> PERSONAL = Set.of("person", "filter", "reason", "cursor", "subject");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SecureRandom random = new SecureRandom();

    /** One salt for each reader, the longest unused goes first. */
    private final Map<Who, Identity> identities;

    Disclosures(AccessConfig config) {
        int max = config.rememberedReaders();
        this.identities = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Who, Identity> eldest) {
                return size() > max;
            }
        };
    }

    synchronized Identity of(Who who) {
        return identities.computeIfAbsent(
                who,
                someone -> new Identity(
                        Commitment.salt(random),
                        someone.subject(),
                        someone.name(),
                        someone.issuer(),
                        someone.groups()));
    }

    /** Parameters as the record has them, and what of it is disclosed beside it. */
    Said of(Map<String, String> parameters) {
        if (parameters.isEmpty()) {
            return new Said(Arguments.NONE, null);
        }
        String json = json(parameters);
        if (parameters.keySet().stream().noneMatch(PERSONAL::contains)) {
            return new Said(Arguments.plain(json), null);
        }
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        boolean fits = Disclosed.written(json) <= Disclosed.MAX_TEXT_BYTES;
        Disclosed said = Disclosed.of(random, sha256(bytes), fits ? json : "");
        Arguments.Mode mode = fits ? Arguments.Mode.REDACTED : Arguments.Mode.DIGEST;
        return new Said(new Arguments(mode, "", said.commitment(), bytes.length, 0), said);
    }

    /** A result of which the digest alone is kept. */
    Disclosed digest(String sha256) {
        return Disclosed.of(random, sha256, "");
    }

    private static String json(Map<String, String> parameters) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(parameters));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is JSON", e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Parameters.
     *
     * @param arguments in the record
     * @param disclosed beside it; null if the record has it all
     */
    record Said(Arguments arguments, @Nullable Disclosed disclosed) {}
}
