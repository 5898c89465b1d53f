package dev.portolan.audit.export;

import java.nio.charset.StandardCharsets;
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
        String line =
                switch (this) {
                    case NDJSON -> record.canonical() + "\n";
                    case CSV -> Columns.line(record);
                    case OCSF -> Ocsf.of(record) + "\n";
                };
        return line.getBytes(StandardCharsets.UTF_8);
    }
}
