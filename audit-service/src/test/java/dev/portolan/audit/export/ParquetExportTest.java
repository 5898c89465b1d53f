package dev.portolan.audit.export;

import static dev.portolan.audit.testing.Api.ingest;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.testing.Api;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.RandomEvents;
import dev.portolan.audit.testing.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files, read back by Parquet's own reader and held against what was sent. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ParquetExportTest {

    private static final Instant FROM = Instant.parse("2024-11-01T00:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> BESIDE =
            Set.of("actor.handle", "actor.issuer", "actor.name", "actor.subject", "ingested_at");

    @TempDir
    Path directory;

    @Test
    void eachFieldIsAColumnUnderItsName() throws Exception {
        RandomEvents source = new RandomEvents(17, "columns ", FROM, 3600);
        List<AuditEvent> events = Stream.generate(source::next)
                .limit(900)
                .sorted(Comparator.comparing(event -> event.eventId().toString()))
                .toList();
        ingest(events.toArray(AuditEvent[]::new)).then().statusCode(200);

        Map<String, byte[]> archive = export();

        byte[] file = archive.get("records.parquet");
        JsonNode manifest = JSON.readTree(archive.get("manifest.json"));
        assertThat(archive.keySet()).containsExactlyInAnyOrder("records.parquet", "manifest.json");
        assertThat(manifest.at("/sha256").asText())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
        assertThat(manifest.at("/bytes").asLong()).isEqualTo(file.length);
        List<Map<String, String>> rows = rows(Files.write(directory.resolve("records.parquet"), file));
        assertThat(rows).hasSize(events.size()).hasSize(manifest.at("/records").asInt());
        for (int i = 0; i < rows.size(); i++) {
            Map<String, String> row = rows.get(i);
            AuditEvent event = events.get(i);
            Beside.who(event).ifPresent(who -> assertThat(row)
                    .containsEntry("actor.name", who.name())
                    .containsEntry("actor.subject", who.subject()));
            assertThat(Instant.parse(row.get("ingested_at"))).isAfter(FROM);
            row.keySet().removeAll(BESIDE);
            assertThat(row).isEqualTo(fields(JSON.readTree(event.canonical())));
        }
    }

    /** Or memory would grow with the export. */
    @Test
    void aFileIsWrittenWhileRecordsCome() throws IOException {
        RandomEvents source = new RandomEvents(18, "streamed ", FROM, 60);
        Path written = directory.resolve("long.parquet");
        List<Long> seen = new ArrayList<>();
        long records = 30_000;
        try (OutputStream out = Files.newOutputStream(written)) {
            RecordFile file = ExportFormat.PARQUET.begin(out);
            for (int i = 0; i < records; i++) {
                AuditEvent event = source.next();
                file.add(new ExportedRecord(event.eventId(), event.canonical(), FROM, i, Optional.empty()));
                seen.add(Files.size(written));
            }
            file.end();
        }

        assertThat(seen.stream().distinct().count()).isGreaterThan(2);
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(written))) {
            assertThat(reader.getRecordCount()).isEqualTo(records);
            assertThat(reader.getRowGroups())
                    .hasSizeGreaterThan(1)
                    .allSatisfy(group -> assertThat(group.getTotalByteSize()).isLessThan(6L << 20));
        }
    }

    private static Map<String, byte[]> export() throws IOException {
        byte[] zip = Api.carol()
                .queryParams("format", "parquet", "from", FROM.toString(), "to", "2024-12-01T00:00:00Z")
                .get("/audit/exports")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                ByteArrayOutputStream file = new ByteArrayOutputStream();
                in.transferTo(file);
                files.put(entry.getName(), file.toByteArray());
            }
        }
        return files;
    }

    /** Its fields that are columns, by their names. */
    private static Map<String, String> fields(JsonNode event) {
        Map<String, String> fields = new HashMap<>();
        event.properties().forEach(top -> {
            if (top.getValue().isObject()) {
                top.getValue().properties().forEach(field -> {
                    if (!field.getValue().isContainerNode()) {
                        fields.put(
                                top.getKey() + "." + field.getKey(),
                                field.getValue().asText());
                    }
                });
            } else if (!top.getKey().equals("schema")) {
                fields.put(top.getKey(), top.getValue().asText());
            }
        });
        fields.computeIfPresent(
                "occurred_at", (name, text) -> Instant.parse(text).toString());
        return fields;
    }

    private static List<Map<String, String>> rows(Path file) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = new Groups(new LocalInputFile(file)).build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                Map<String, String> values = new HashMap<>();
                flatten("", row, values);
                rows.add(values);
            }
        }
        return rows;
    }

    private static void flatten(String prefix, Group group, Map<String, String> values) {
        for (Type field : group.getType().getFields()) {
            if (!field.isPrimitive()) {
                flatten(field.getName() + ".", group.getGroup(field.getName(), 0), values);
            } else if (group.getFieldRepetitionCount(field.getName()) > 0) {
                values.put(prefix + field.getName(), text(group, field));
            }
        }
    }

    private static String text(Group group, Type field) {
        return field.getName().endsWith("_at")
                ? Instant.EPOCH
                        .plus(group.getLong(field.getName(), 0), ChronoUnit.MICROS)
                        .toString()
                : group.getValueToString(group.getType().getFieldIndex(field.getName()), 0);
    }

    private static final class Groups extends ParquetReader.Builder<Group> {

        Groups(InputFile file) {
            super(file, new PlainParquetConfiguration());
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
