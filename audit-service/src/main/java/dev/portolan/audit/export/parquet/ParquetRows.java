package dev.portolan.audit.export.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/** Objects as rows, some megabytes of them in memory at a time. Not compressed: that needs native code, or Hadoop's. */
public final class ParquetRows {

    private static final long ROW_GROUP_BYTES = 4L << 20;
    private static final int PAGE_BYTES = 64 << 10;

    private final ParquetWriter<JsonNode> writer;

    /**
     * Begins a file.
     *
     * @param out takes it and stays open
     * @param schema groups, texts (strings), numbers (64 bits) and times (microseconds); all but groups may be absent
     * @throws IOException if nothing can be written
     */
    public ParquetRows(OutputStream out, MessageType schema) throws IOException {
        this.writer = new Builder(new StreamFile(out), schema)
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withPageSize(PAGE_BYTES)
                .build();
    }

    /** @throws IOException if it cannot be written */
    public void add(JsonNode object) throws IOException {
        writer.write(object);
    }

    /** Writes what is left. @throws IOException if it cannot be written */
    public void end() throws IOException {
        writer.close();
    }

    private static final class Builder extends ParquetWriter.Builder<JsonNode, Builder> {

        private final MessageType schema;

        Builder(OutputFile file, MessageType schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<JsonNode> getWriteSupport(ParquetConfiguration none) {
            return new JsonRow(schema);
        }

        @Override
        @SuppressWarnings("deprecation") // of Hadoop, which is not here; it has to be implemented
        protected WriteSupport<JsonNode> getWriteSupport(org.apache.hadoop.conf.Configuration none) {
            return new JsonRow(schema);
        }
    }
}
