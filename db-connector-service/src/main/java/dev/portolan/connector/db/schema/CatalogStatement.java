package dev.portolan.connector.db.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Our questions to the catalog, each in a file of its own below {@code catalog/}. */
enum CatalogStatement {
    /** {@code $1}: how a schema's name begins. Gives name, number of tables, comment. */
    SCHEMAS("schemas.sql"),
    /**
     * {@code $1}: schema, {@code $2}: part of the table's name, {@code $3}: how it begins; each may be NULL. Gives
     * schema, name, kind, estimated rows, comment, number of tables in all.
     */
    TABLES("tables.sql"),
    /** {@code $1}: schema, {@code $2}: table. Gives a {@link TableDescription} as JSON. */
    TABLE("table.sql");

    private final String sql;

    CatalogStatement(String file) {
        try (InputStream stream = CatalogStatement.class.getResourceAsStream("/catalog/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("catalog/" + file + " is missing");
            }
            this.sql = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String sql() {
        return sql;
    }
}
