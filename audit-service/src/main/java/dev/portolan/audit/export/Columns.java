package dev.portolan.audit.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.audit.filter.Filter;
import dev.portolan.audit.store.Csv;
import java.util.ArrayList;
import java.util.List;

/** Records as lines of CSV: the fields that are a text, a number or a time, under their documented names. */
final class Columns {

    private static final List<String> NAMES = Filter.plainFields();

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
        names.add("ingested_at");
        return Csv.line(names);
    }
}
