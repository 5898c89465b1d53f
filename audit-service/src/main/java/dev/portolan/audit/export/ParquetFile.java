package dev.portolan.audit.export;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.audit.export.parquet.ParquetRows;
import dev.portolan.audit.filter.Filter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Records as Parquet: the columns of {@link Columns}, {@code actor.name} as {@code name} of group {@code actor}. */
final class ParquetFile implements RecordFile {

    static final MessageType SCHEMA = schema();

    private final ParquetRows rows;

    ParquetFile(OutputStream out) throws IOException {
        this.rows = new ParquetRows(out, SCHEMA);
    }

    @Override
    public void add(ExportedRecord record) throws IOException {
        ObjectNode event = (ObjectNode) record.event();
        rows.add(event.put(Columns.INGESTED_AT, record.ingestedAt().toString()));
    }

    @Override
    public void end() throws IOException {
        rows.end();
    }

    private static MessageType schema() {
        Types.MessageTypeBuilder schema = Types.buildMessage();
        Map<String, Types.GroupBuilder<GroupType>> groups = new LinkedHashMap<>();
        Filter.plainFields().forEach((name, kind) -> {
            int dot = name.indexOf('.');
            Type column = column(kind, name.substring(dot + 1));
            if (dot < 0) {
                schema.addField(column);
            } else {
                groups.computeIfAbsent(name.substring(0, dot), group -> Types.requiredGroup())
                        .addField(column);
            }
        });
        schema.addField(column(Filter.Kind.TIME, Columns.INGESTED_AT));
        groups.forEach((name, group) -> schema.addField(group.named(name)));
        return schema.named("record");
    }

    private static Type column(Filter.Kind kind, String name) {
        return switch (kind) {
            case TEXT -> Types.optional(BINARY).as(stringType()).named(name);
            case NUMBER -> Types.optional(INT64).named(name);
            case TIME -> Types.optional(INT64).as(timestampType(true, MICROS)).named(name);
        };
    }
}
