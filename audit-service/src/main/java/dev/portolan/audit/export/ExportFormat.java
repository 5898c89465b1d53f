package dev.portolan.audit.export;

import java.io.IOException;
import java.io.OutputStream;
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
    OCSF("ocsf.ndjson", ""),
    /** Apache Parquet, one column a field. */
    PARQUET("parquet", "");

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

    /** Begins the file. @throws IOException if the reader is gone */
    RecordFile begin(OutputStream out) throws IOException {
        out.write(header.getBytes(StandardCharsets.UTF_8));
        return switch (this) {
            case NDJSON -> record -> out.write(ended(record.canonical()));
            case CSV -> record -> out.write(Columns.line(record).getBytes(StandardCharsets.UTF_8));
            case OCSF -> record -> out.write(ended(Ocsf.of(record).toString().getBytes(StandardCharsets.UTF_8)));
            case PARQUET -> new ParquetFile(out);
        };
    }

    private static byte[] ended(byte[] json) {
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }
}
