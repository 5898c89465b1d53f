package dev.portolan.audit.export.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Walks the schema and an object side by side; what the schema does not name is left out. */
final class JsonRow extends WriteSupport<JsonNode> {

    private final MessageType schema;
    private @Nullable RecordConsumer row;

    JsonRow(MessageType schema) {
        this.schema = schema;
    }

    @Override
    public WriteContext init(ParquetConfiguration none) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    @SuppressWarnings("deprecation") // of Hadoop, which is not here; it has to be implemented
    public WriteContext init(org.apache.hadoop.conf.Configuration none) {
        return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        row = consumer;
    }

    @Override
    public void write(JsonNode object) {
        RecordConsumer to = Objects.requireNonNull(row);
        to.startMessage();
        write(schema, object, to);
        to.endMessage();
    }

    private static void write(GroupType group, JsonNode object, RecordConsumer to) {
        for (int i = 0; i < group.getFieldCount(); i++) {
            Type field = group.getType(i);
            JsonNode value = object.path(field.getName());
            if (field.isPrimitive() && value.isMissingNode()) {
                continue;
            }
            to.startField(field.getName(), i);
            if (field.isPrimitive()) {
                write(field.asPrimitiveType(), value, to);
            } else {
                to.startGroup();
                write(field.asGroupType(), value, to);
                to.endGroup();
            }
            to.endField(field.getName(), i);
        }
    }

    private static void write(PrimitiveType column, JsonNode value, RecordConsumer to) {
        if (column.getPrimitiveTypeName() == PrimitiveTypeName.BINARY) {
            to.addBinary(Binary.fromString(value.asText()));
        } else if (column.getLogicalTypeAnnotation() == null) {
            to.addLong(value.asLong());
        } else {
            to.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(value.asText())));
        }
    }
}
