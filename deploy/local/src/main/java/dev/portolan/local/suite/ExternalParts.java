package dev.portolan.local.suite;

import dev.portolan.local.installation.Environment;
import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The real things that environment variables put in place of local ones.
 *
 * @param issuer an identity provider instead of Keycloak
 * @param auditDatabase a PostgreSQL database instead of the embedded one
 * @param githubApi whether GITHUB_TOKEN asks for a real GitHub (at GITHUB_API_URL, if that is set) instead of the
 *     stand-in
 * @param databases settings of db-connector's sources by variable name, DB_&lt;NAME&gt;_URL; values are secrets
 */
public record ExternalParts(
        Optional<Issuer> issuer, Optional<Database> auditDatabase, boolean githubApi, Map<String, String> databases) {

    private static final Pattern SOURCE = Pattern.compile("DB_[A-Z0-9_]+_(URL|ALLOW_SUPERUSER)");

    /** Keeps an own copy. */
    public ExternalParts {
        databases = Map.copyOf(databases);
    }

    /**
     * An OpenID Connect provider.
     *
     * @param url its issuer URL
     * @param clientId the gateway's client there
     * @param clientSecret the gateway's secret there
     */
    public record Issuer(String url, String clientId, String clientSecret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Issuer[" + url + ", " + clientId + "]";
        }
    }

    /**
     * A PostgreSQL database.
     *
     * @param jdbcUrl its address, without credentials
     * @param writer the role that the service reads and writes as
     * @param owner the role that makes the tables; without one the writer does
     */
    public record Database(String jdbcUrl, Role writer, Optional<Role> owner) {}

    /**
     * A role of PostgreSQL.
     *
     * @param name the role
     * @param password its password
     */
    public record Role(String name, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Reads them.
     *
     * @param environment the launcher's environment
     * @return what is set
     * @throws LaunchFailure if something is set by half
     */
    public static ExternalParts from(Environment environment) {
        Map<String, String> databases = new TreeMap<>();
        environment.startingWith("DB_").forEach((name, value) -> {
            if (SOURCE.matcher(name).matches() && !value.isBlank()) {
                databases.put(name, value);
            }
        });
        // an address alone does not count: some CI systems set it for everybody
        Optional<String> token = environment.text("GITHUB_TOKEN");
        return new ExternalParts(issuer(environment), auditDatabase(environment), token.isPresent(), databases);
    }

    private static Optional<Issuer> issuer(Environment environment) {
        return environment
                .text("PORTOLAN_OIDC_ISSUER")
                .map(url -> new Issuer(
                        url,
                        environment.text("PORTOLAN_OIDC_CLIENT_ID").orElse("portolan-gateway"),
                        need(environment, "PORTOLAN_OIDC_CLIENT_SECRET", "PORTOLAN_OIDC_ISSUER")));
    }

    private static Optional<Database> auditDatabase(Environment environment) {
        String name = "PORTOLAN_AUDIT_DB_URL";
        return environment.text(name).map(url -> {
            if (!url.startsWith("jdbc:postgresql://")) {
                throw new LaunchFailure(
                        ExitCode.USAGE, name + " must begin with jdbc:postgresql:// and carry no credentials.");
            }
            Role writer = new Role(
                    need(environment, "PORTOLAN_AUDIT_DB_USER", name),
                    need(environment, "PORTOLAN_AUDIT_DB_PASSWORD", name));
            return new Database(url, writer, auditOwner(environment));
        });
    }

    private static Optional<Role> auditOwner(Environment environment) {
        String name = "PORTOLAN_AUDIT_DB_OWNER";
        return environment
                .text(name)
                .map(owner -> new Role(owner, need(environment, "PORTOLAN_AUDIT_DB_OWNER_PASSWORD", name)));
    }

    private static String need(Environment environment, String name, String because) {
        return environment
                .text(name)
                .orElseThrow(() -> new LaunchFailure(
                        ExitCode.USAGE, because + " is set and " + name + " is not: set both, or neither."));
    }

    /** Whether anything needs the embedded PostgreSQL: the audit trail, or db-connector for want of another source. */
    public boolean needsPostgres() {
        return auditDatabase.isEmpty() || databases.isEmpty();
    }

    /** Names only: addresses of databases hold passwords. */
    @Override
    public String toString() {
        return "ExternalParts[" + issuer + ", " + auditDatabase + ", " + githubApi + ", " + databases.keySet() + "]";
    }
}
