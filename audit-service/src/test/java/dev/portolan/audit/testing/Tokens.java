package dev.portolan.audit.testing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;

/** Access tokens as the realm would give them. */
public final class Tokens {
    /** Signing one takes 17 ms with the fast compiler, and many requests show the same. */
    private static final Map<String, String> SIGNED = new ConcurrentHashMap<>();

    private Tokens() {}

    /** The gateway's own token. */
    public static String writer() {
        return token("portolan-gateway-sub", "service-account-portolan-gateway", "audit-service", "writer");
    }

    /** carol, the auditor. */
    public static String carol() {
        return token("carol-sub", "carol", "audit-service", "auditor");
    }

    /** Another auditor. */
    public static String erin() {
        return token("erin-sub", "erin", "audit-service", "auditor");
    }

    /** Someone with one role of audit-service, or none. */
    public static String withRole(String role) {
        return token("one-" + role + "-sub", "one-" + role, "audit-service", role);
    }

    /** alice: her token is for the gateway alone. */
    public static String alice() {
        return token("alice-sub", "alice", "http://localhost:7400/mcp", "");
    }

    /** dave: his token may be shown here but carries no role. */
    public static String dave() {
        return token("dave-sub", "dave", "audit-service", "");
    }

    /** Carol's token of yesterday. */
    public static String expired() {
        return sign("carol-sub", "carol", "audit-service", "auditor", 1_700_000_000L);
    }

    private static String token(String subject, String name, String audience, String role) {
        return SIGNED.computeIfAbsent(
                String.join(" ", subject, name, audience, role),
                any -> sign(subject, name, audience, role, TestIssuer.expiry()));
    }

    private static String sign(String subject, String name, String audience, String role, long expiry) {
        String issuer = ConfigProvider.getConfig().getValue("quarkus.oidc.auth-server-url", String.class);
        String access = role.isEmpty() ? "" : ",\"resource_access\":{\"audit-service\":{\"roles\":[\"" + role + "\"]}}";
        String claims = "{\"iss\":\"" + issuer + "\",\"sub\":\"" + subject + "\",\"preferred_username\":\"" + name
                + "\",\"aud\":[\"" + audience
                + "\"],\"iat\":1700000000,\"azp\":\"portolan-cli\",\"groups\":[\"audit\"],\"exp\":" + expiry
                + access + "}";
        return TestIssuer.sign(key(), claims);
    }

    private static PrivateKey key() {
        String encoded = ConfigProvider.getConfig().getValue("testing.issuer.private-key", String.class);
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
