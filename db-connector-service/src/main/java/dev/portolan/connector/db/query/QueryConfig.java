package dev.portolan.connector.db.query;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much one call may ask for and get. */
@ConfigMapping(prefix = "query")
public interface QueryConfig {
    /** Rows a call gets if it does not say. */
    @WithDefault("200")
    int defaultRows();

    /** Rows a call may ask for at most. */
    @WithDefault("1000")
    int maxRows();

    /**
     * Bytes of rows, as JSON, one answer holds at most. 64 KiB are about 16,000 tokens: a tenth of a large context
     * window, and it comes twice, as structured content and as text for older clients.
     */
    @WithDefault("65536")
    int maxBytes();

    /** Characters of one value at most; longer ones are cut, and it is said where and how long they were. */
    @WithDefault("2000")
    int maxCellChars();

    /** How long a query may run; a call may ask for less. */
    @WithDefault("30s")
    Duration timeout();

    /** Characters of SQL at most. */
    @WithDefault("100000")
    int maxSqlChars();

    /** Values for {@code $1…} at most. */
    @WithDefault("100")
    int maxParameters();

    /** Rows of a table's sample resource. */
    @WithDefault("20")
    int sampleRows();
}
