package dev.portolan.connector.github.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** What the connector shows GitHub, or nothing. Never printed; caches and budgets are kept by its fingerprint. */
public final class Credential {

    private static final int FINGERPRINT = 16;

    private final Optional<String> token;
    private final String fingerprint;

    private Credential(Optional<String> token) {
        this.token = token;
        this.fingerprint = token.map(Credential::fingerprint).orElse("anonymous");
    }

    /**
     * A token, or none if it is missing or blank.
     *
     * @throws IllegalArgumentException if it has characters that cannot stand in a header
     */
    public static Credential of(Optional<String> token) {
        Optional<String> given = token.map(String::strip).filter(text -> !text.isEmpty());
        if (given.isPresent() && !given.get().matches("[\\x21-\\x7E]{1,512}")) {
            throw new IllegalArgumentException("github.token has characters that no token has");
        }
        return new Credential(given);
    }

    Map<String, String> headers() {
        return token.map(text -> Map.of("Authorization", "Bearer " + text)).orElse(Map.of());
    }

    boolean isAnonymous() {
        return token.isEmpty();
    }

    String key() {
        return fingerprint;
    }

    @Override
    public String toString() {
        return isAnonymous() ? "no credential" : "a credential";
    }

    private static String fingerprint(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, FINGERPRINT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
