package dev.portolan.connector.db.session;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where a source is and who we are there. Read from a libpq connection URI (PostgreSQL documentation, 32.1.1.2) or a
 * JDBC URL. Options are an allow-list: the driver has some that load classes or read files, and a URL is no place
 * for those.
 */
public final class SourceUrl {
    private static final String FORM = "postgresql://user:password@host:port/database?sslmode=require";

    /** Option in a URL → property of the driver. */
    private static final Map<String, String> OPTIONS = Map.of(
            "user", "user",
            "password", "password",
            "sslmode", "sslmode",
            "sslrootcert", "sslrootcert",
            "application_name", "ApplicationName",
            "ApplicationName", "ApplicationName",
            "currentSchema", "currentSchema");

    private final String host;
    private final int port;
    private final String database;
    private final Map<String, String> options;

    private SourceUrl(String host, int port, String database, Map<String, String> options) {
        this.host = host;
        this.port = port;
        this.database = database;
        this.options = Map.copyOf(options);
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException if it is not one; the message never holds any part of it, as it may hold a
     *     password
     */
    public static SourceUrl parse(String text) {
        String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
        try {
            URI uri = new URI(plain.trim());
            if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
                throw new IllegalArgumentException("is no PostgreSQL URL; expected " + FORM);
            }
            return of(uri);
        } catch (URISyntaxException e) {
            // The exception quotes the URL: neither message nor cause may travel.
            throw malformed();
        }
    }

    private static SourceUrl of(URI uri) {
        Map<String, String> options = new TreeMap<>();
        String userInfo = uri.getRawUserInfo();
        if (userInfo != null) {
            int colon = userInfo.indexOf(':');
            options.put("user", decode(colon < 0 ? userInfo : userInfo.substring(0, colon)));
            if (colon >= 0) {
                options.put("password", decode(userInfo.substring(colon + 1)));
            }
        }
        readQuery(uri.getRawQuery() == null ? "" : uri.getRawQuery(), options);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String database = decode(path.startsWith("/") ? path.substring(1) : path);
        if (uri.getHost() == null || database.isEmpty() || database.contains("/") || !options.containsKey("user")) {
            throw malformed();
        }
        return new SourceUrl(uri.getHost(), uri.getPort() < 0 ? 5432 : uri.getPort(), database, options);
    }

    private static void readQuery(String query, Map<String, String> options) {
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String option = OPTIONS.get(equals < 0 ? pair : pair.substring(0, equals));
            if (option == null || equals < 0) {
                throw new IllegalArgumentException("has an option that is not allowed; allowed are "
                        + String.join(", ", new TreeMap<>(OPTIONS).keySet()));
            }
            options.put(option, decode(pair.substring(equals + 1)));
        }
    }

    private static String decode(String part) {
        // URLDecoder is for forms, where + is a space; in a URI it is a plus
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "is not a valid URL (user, host and database are needed, special characters percent-encoded); expected "
                        + FORM);
    }

    /** The address for the driver, without user and password. */
    String jdbcUrl() {
        String literal = host;
        return "jdbc:postgresql://" + literal + ":" + port + "/"
                + java.net.URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /** The rest for the driver. */
    Properties driverProperties() {
        Properties properties = new Properties();
        properties.putAll(options);
        return properties;
    }

    public String database() {
        return database;
    }

    /** The role we log in as. */
    public String user() {
        return options.getOrDefault("user", "");
    }

    /** Where it is, for people: neither user nor password. */
    public String address() {
        return host + ":" + port + "/" + database;
    }

    @Override
    public String toString() {
        return address();
    }
}
