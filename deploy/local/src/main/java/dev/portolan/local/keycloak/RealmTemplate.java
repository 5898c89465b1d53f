package dev.portolan.local.keycloak;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The realm of the local suite, as Keycloak's import format has it. Placeholders are written {@code @NAME@}, because
 * Keycloak itself expands dollar signs.
 *
 * @param json the rendered realm; a secret, because it carries the gateway's
 */
public record RealmTemplate(String json) {

    /** The realm's name. */
    public static final String REALM = "portolan";

    /**
     * Renders the realm.
     *
     * @param gatewayResource the gateway's resource URL, which is its client id and its tokens' audience
     * @param gatewaySecret the secret the gateway shows as client {@code portolan-gateway}
     * @return the realm
     * @throws IOException if the template is missing from this build
     */
    public static RealmTemplate render(String gatewayResource, String gatewaySecret) throws IOException {
        try (InputStream resource = RealmTemplate.class.getResourceAsStream("/realm.json")) {
            if (resource == null) {
                throw new IOException("realm.json is missing from this build");
            }
            String template = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return new RealmTemplate(
                    template.replace("@GATEWAY_RESOURCE@", gatewayResource).replace("@GATEWAY_SECRET@", gatewaySecret));
        }
    }

    /** A digest that tells one rendered realm from another: SHA-256, hexadecimal. */
    public String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The digest only: the realm holds a secret. */
    @Override
    public String toString() {
        return "RealmTemplate[" + digest() + "]";
    }
}
