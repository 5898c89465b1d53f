package dev.portolan.connector.db.mcp;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of resources. Names are percent-encoded; PostgreSQL allows any character in them. */
final class DatabaseUris {
    static final String SOURCES = "db:///sources";
    static final String SOURCE = "db://{source}";
    static final String SCHEMA = "db://{source}/{schema}";
    static final String TABLE = "db://{source}/{schema}/{table}";
    static final String SAMPLE = "db://{source}/{schema}/{table}/sample";

    private DatabaseUris() {}

    static String source(String source) {
        return "db://" + source;
    }

    static String schema(String source, String schema) {
        return source(source) + "/" + encode(schema);
    }

    static String table(String source, String schema, String table) {
        return schema(source, schema) + "/" + encode(table);
    }

    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
