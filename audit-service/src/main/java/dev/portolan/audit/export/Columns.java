package dev.portolan.audit.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.audit.filter.Filter;
import dev.portolan.audit.store.Csv;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Records as lines of CSV: the fields that are a text, a number or a time, under their documented names. */
final class Columns {

    /** The last column: when the record was stored, which is no part of the event. */
    static final String INGESTED_AT = "ingested_at";

    private static final Set<String> NAMES = Filter.plainFields().keySet();

    /** The first line. */
    static final String HEADER = header();

    private Columns() {}

    static String line(ExportedRecord record) {
        JsonNode event = record.event();
        List<Object> values = new ArrayList<>();
        NAMES.forEach(name -> values.add(ExportedRecord.field(event, name).asText("")));
        values.add(record.ingestedAt());
        return Csv.line(values);
    }

    private static String header() {
        List<String> names = new ArrayList<>(NAMES);
        names.add(INGESTED_AT);
        return Csv.line(names);
    }
}
