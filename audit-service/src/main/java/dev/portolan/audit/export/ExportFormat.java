package dev.portolan.audit.export;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How records are written. */
enum ExportFormat {
    /** The events byte for byte as they were sent, one a line. */
    NDJSON("ndjson", ""),
    /** One line a record, one column a field. */
    CSV("csv", Columns.HEADER),
    /** OCSF 1.8.0, one JSON object a line. */
    OCSF("ocsf.ndjson", "");

    private final String extension;
    private final String header;

    ExportFormat(String extension, String header) {
        this.extension = extension;
        this.header = header;
    }

    /** The words to choose from, the usual one first. */
    static List<String> words() {
        return Stream.of(values())
                .map(format -> format.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    static ExportFormat of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Name of the file in the archive. */
    String file() {
        return "records." + extension;
    }

    /** What stands before the first record. */
    byte[] header() {
        return header.getBytes(StandardCharsets.UTF_8);
    }

    /** A record with the end of its line. */
    byte[] line(ExportedRecord record) {
        return switch (this) {
            case NDJSON -> ended(record.canonical());
            case CSV -> Columns.line(record).getBytes(StandardCharsets.UTF_8);
            case OCSF -> ended(Ocsf.of(record).toString().getBytes(StandardCharsets.UTF_8));
        };
    }

    private static byte[] ended(byte[] json) {
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }
}
