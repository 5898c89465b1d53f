package dev.portolan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.audit.access.AccessConfig;
import dev.portolan.audit.access.RejectionConfig;
import dev.portolan.audit.count.CountConfig;
import dev.portolan.audit.evidence.TlogConfig;
import dev.portolan.audit.export.ExportConfig;
import dev.portolan.audit.ingest.IngestConfig;
import dev.portolan.audit.ledger.upkeep.PartitionConfig;
import dev.portolan.audit.people.keys.PayloadConfig;
import dev.portolan.audit.query.QueryConfig;
import dev.portolan.audit.report.ReportConfig;
import dev.portolan.audit.retention.RetentionConfig;
import dev.portolan.audit.scrub.ScrubConfig;
import dev.portolan.audit.store.ReadConfig;
import dev.portolan.audit.tail.TailConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTest {

    @Test
    void theDefaultsAreTheDocumentedOnes() {
        SmallRyeConfig config = config(Map.of());

        IngestConfig ingest = config.getConfigMapping(IngestConfig.class);
        assertThat(ingest.maxEvents()).isEqualTo(1000);
        assertThat(ingest.maxBody().asLongValue()).isEqualTo(8 << 20);
        assertThat(ingest.concurrency()).isEqualTo(8);
        assertThat(ingest.maxWait()).isEqualTo(Duration.ofSeconds(1));
        assertThat(ingest.gapWait()).isEqualTo(Duration.ofMillis(500));
        PayloadConfig payload = config.getConfigMapping(PayloadConfig.class);
        assertThat(payload.sealingKeys()).isEmpty();
        assertThat(payload.keyEncryptionKeys()).isEmpty();
        assertThat(payload.remembered()).isEqualTo(20_000);
        assertThat(payload.rewrapEvery()).isEqualTo("1h");
        TlogConfig tlog = config.getConfigMapping(TlogConfig.class);
        assertThat(tlog.origin()).isEqualTo("portolan.local/tlog");
        assertThat(tlog.keyFiles()).isEmpty();
        assertThat(tlog.makeKey()).isFalse();
        assertThat(tlog.memory()).isEmpty();
        assertThat(tlog.every()).isEqualTo("5s");
        PartitionConfig partitions = config.getConfigMapping(PartitionConfig.class);
        assertThat(partitions.monthsAhead()).isEqualTo(2);
        assertThat(partitions.every()).isEqualTo("1h");
        QueryConfig query = config.getConfigMapping(QueryConfig.class);
        assertThat(query.defaultLimit()).isEqualTo(50);
        assertThat(query.maxLimit()).isEqualTo(500);
        assertThat(query.intentDeadline()).isEqualTo(Duration.ofMinutes(5));
        assertThat(query.cursorKey()).isEmpty();
        assertThat(query.cursorLifetime()).isEqualTo(Duration.ofDays(1));
        assertThat(query.filterMaxLength()).isEqualTo(2000);
        assertThat(query.filterMaxNodes()).isEqualTo(200);
        RejectionConfig rejections = config.getConfigMapping(RejectionConfig.class);
        assertThat(rejections.individually()).isEqualTo(20);
        assertThat(rejections.every()).isEqualTo("1s");
        assertThat(rejections.sources()).isEqualTo(1024);
        assertThat(rejections.kept()).isEqualTo(1024);
        ScrubConfig scrub = config.getConfigMapping(ScrubConfig.class);
        assertThat(scrub.every()).isEqualTo("10s");
        assertThat(scrub.entries()).isEqualTo(2000);
        AccessConfig access = config.getConfigMapping(AccessConfig.class);
        assertThat(access.sourceId()).isEqualTo("audit-service");
        assertThat(access.maxWait()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.getConfigMapping(ReadConfig.class).timeout()).isEqualTo(Duration.ofSeconds(10));
        CountConfig counts = config.getConfigMapping(CountConfig.class);
        assertThat(counts.maxLines()).isEqualTo(10_000);
        assertThat(counts.maxSpan()).isEqualTo(Duration.ofDays(400));
        ReportConfig reports = config.getConfigMapping(ReportConfig.class);
        assertThat(reports.defaultLimit()).isEqualTo(500);
        assertThat(reports.maxLimit()).isEqualTo(5000);
        assertThat(reports.maxSpan()).isEqualTo(Duration.ofDays(400));
        TailConfig tail = config.getConfigMapping(TailConfig.class);
        assertThat(tail.maxListeners()).isEqualTo(16);
        assertThat(tail.every()).hasMillis(500);
        assertThat(tail.page()).isEqualTo(200);
        assertThat(tail.maxDuration()).hasMinutes(15);
        RetentionConfig retention = config.getConfigMapping(RetentionConfig.class);
        assertThat(retention.keep()).isEmpty();
        assertThat(retention.profile()).isEqualTo(RetentionConfig.Profile.NONE);
        assertThat(retention.every()).isEqualTo("6h");
        ExportConfig exports = config.getConfigMapping(ExportConfig.class);
        assertThat(exports.concurrency()).isEqualTo(2);
        assertThat(exports.page()).isEqualTo(1000);
        assertThat(exports.maxSpan()).isEqualTo(Duration.ofDays(400));
    }

    @Test
    void everyKeyIsReadUnderItsName() {
        SmallRyeConfig config = config(Map.ofEntries(
                Map.entry("audit.ingest.max-events", "10"),
                Map.entry("audit.ingest.max-body", "1M"),
                Map.entry("audit.ingest.concurrency", "2"),
                Map.entry("audit.ingest.max-wait", "3s"),
                Map.entry("audit.ingest.gap-wait", "2s"),
                Map.entry("audit.tlog.origin", "audit.example.com/tlog"),
                Map.entry("audit.tlog.key-files", "a.key,b.key"),
                Map.entry("audit.tlog.make-key", "true"),
                Map.entry("audit.tlog.memory", "last"),
                Map.entry("audit.tlog.every", "1s"),
                Map.entry("audit.rejections.individually", "5"),
                Map.entry("audit.rejections.every", "2s"),
                Map.entry("audit.rejections.sources", "3"),
                Map.entry("audit.rejections.kept", "4"),
                Map.entry("audit.scrub.every", "off"),
                Map.entry("audit.scrub.entries", "16"),
                Map.entry("audit.partitions.months-ahead", "4"),
                Map.entry("audit.partitions.every", "5m"),
                Map.entry("audit.query.default-limit", "6"),
                Map.entry("audit.query.max-limit", "7"),
                Map.entry("audit.query.intent-deadline", "8s"),
                Map.entry("audit.query.cursor-key", "k".repeat(32)),
                Map.entry("audit.query.cursor-lifetime", "9h"),
                Map.entry("audit.query.filter-max-length", "17"),
                Map.entry("audit.query.filter-max-nodes", "18"),
                Map.entry("audit.read.timeout", "11s"),
                Map.entry("audit.counts.max-lines", "12"),
                Map.entry("audit.counts.max-span", "13d"),
                Map.entry("audit.reports.default-limit", "14"),
                Map.entry("audit.reports.max-limit", "15"),
                Map.entry("audit.reports.max-span", "16d"),
                Map.entry("audit.exports.concurrency", "4"),
                Map.entry("audit.exports.page", "19"),
                Map.entry("audit.tail.max-listeners", "21"),
                Map.entry("audit.tail.every", "22s"),
                Map.entry("audit.tail.page", "23"),
                Map.entry("audit.tail.max-duration", "24m"),
                Map.entry("audit.retention.keep", "500d"),
                Map.entry("audit.retention.profile", "ai-act"),
                Map.entry("audit.retention.every", "25m"),
                Map.entry("audit.exports.max-span", "20d"),
                Map.entry("audit.access.source-id", "audit-2"),
                Map.entry("audit.access.max-wait", "10s"),
                Map.entry("audit.access.remembered-readers", "26"),
                Map.entry("audit.payload.sealing-keys", "a.key,b.key"),
                Map.entry("audit.payload.key-encryption-keys", "c.key"),
                Map.entry("audit.payload.remembered", "200"),
                Map.entry("audit.payload.rewrap-every", "27m")));

        assertThat(config.getConfigMapping(IngestConfig.class).maxEvents()).isEqualTo(10);
        assertThat(config.getConfigMapping(IngestConfig.class).maxBody().asLongValue())
                .isEqualTo(1 << 20);
        assertThat(config.getConfigMapping(IngestConfig.class).concurrency()).isEqualTo(2);
        assertThat(config.getConfigMapping(IngestConfig.class).maxWait()).hasSeconds(3);
        assertThat(config.getConfigMapping(IngestConfig.class).gapWait()).hasSeconds(2);
        TlogConfig tlog = config.getConfigMapping(TlogConfig.class);
        assertThat(tlog.origin()).isEqualTo("audit.example.com/tlog");
        assertThat(tlog.keyFiles()).contains(List.of(Path.of("a.key"), Path.of("b.key")));
        assertThat(tlog.makeKey()).isTrue();
        assertThat(tlog.memory()).contains(Path.of("last"));
        assertThat(tlog.every()).isEqualTo("1s");
        RejectionConfig rejections = config.getConfigMapping(RejectionConfig.class);
        assertThat(rejections.individually()).isEqualTo(5);
        assertThat(rejections.every()).isEqualTo("2s");
        assertThat(rejections.sources()).isEqualTo(3);
        assertThat(rejections.kept()).isEqualTo(4);
        assertThat(config.getConfigMapping(ScrubConfig.class).every()).isEqualTo("off");
        assertThat(config.getConfigMapping(ScrubConfig.class).entries()).isEqualTo(16);
        assertThat(config.getConfigMapping(PartitionConfig.class).monthsAhead()).isEqualTo(4);
        assertThat(config.getConfigMapping(PartitionConfig.class).every()).isEqualTo("5m");
        assertThat(config.getConfigMapping(QueryConfig.class).defaultLimit()).isEqualTo(6);
        assertThat(config.getConfigMapping(QueryConfig.class).maxLimit()).isEqualTo(7);
        assertThat(config.getConfigMapping(QueryConfig.class).intentDeadline()).hasSeconds(8);
        assertThat(config.getConfigMapping(QueryConfig.class).cursorKey()).contains("k".repeat(32));
        assertThat(config.getConfigMapping(QueryConfig.class).cursorLifetime()).hasHours(9);
        assertThat(config.getConfigMapping(ReadConfig.class).timeout()).hasSeconds(11);
        assertThat(config.getConfigMapping(CountConfig.class).maxLines()).isEqualTo(12);
        assertThat(config.getConfigMapping(CountConfig.class).maxSpan()).hasDays(13);
        assertThat(config.getConfigMapping(ReportConfig.class).defaultLimit()).isEqualTo(14);
        assertThat(config.getConfigMapping(ReportConfig.class).maxLimit()).isEqualTo(15);
        assertThat(config.getConfigMapping(ReportConfig.class).maxSpan()).hasDays(16);
        assertThat(config.getConfigMapping(ExportConfig.class).concurrency()).isEqualTo(4);
        assertThat(config.getConfigMapping(ExportConfig.class).page()).isEqualTo(19);
        TailConfig tail = config.getConfigMapping(TailConfig.class);
        assertThat(tail.maxListeners()).isEqualTo(21);
        assertThat(tail.every()).hasSeconds(22);
        assertThat(tail.page()).isEqualTo(23);
        assertThat(tail.maxDuration()).hasMinutes(24);
        RetentionConfig retention = config.getConfigMapping(RetentionConfig.class);
        assertThat(retention.keep()).contains(Duration.ofDays(500));
        assertThat(retention.profile()).isEqualTo(RetentionConfig.Profile.AI_ACT);
        assertThat(retention.every()).isEqualTo("25m");
        assertThat(config.getConfigMapping(ExportConfig.class).maxSpan()).hasDays(20);
        assertThat(config.getConfigMapping(QueryConfig.class).filterMaxLength()).isEqualTo(17);
        assertThat(config.getConfigMapping(QueryConfig.class).filterMaxNodes()).isEqualTo(18);
        assertThat(config.getConfigMapping(AccessConfig.class).sourceId()).isEqualTo("audit-2");
        assertThat(config.getConfigMapping(AccessConfig.class).maxWait()).hasSeconds(10);
        assertThat(config.getConfigMapping(AccessConfig.class).rememberedReaders())
                .isEqualTo(26);
        PayloadConfig payload = config.getConfigMapping(PayloadConfig.class);
        assertThat(payload.sealingKeys().orElseThrow()).hasSize(2);
        assertThat(payload.keyEncryptionKeys().orElseThrow()).hasSize(1);
        assertThat(payload.remembered()).isEqualTo(200);
        assertThat(payload.rewrapEvery()).isEqualTo("27m");
    }

    @Test
    void anUnknownKeyIsRefused() {
        assertThatThrownBy(() -> config(Map.of("audit.ingest.max-evnets", "10")))
                .hasMessageContaining("audit.ingest.max-evnets");
    }

    private static SmallRyeConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 500))
                .withConverter(Duration.class, 100, new DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(IngestConfig.class)
                .withMapping(PartitionConfig.class)
                .withMapping(QueryConfig.class)
                .withMapping(AccessConfig.class)
                .withMapping(ReadConfig.class)
                .withMapping(CountConfig.class)
                .withMapping(ReportConfig.class)
                .withMapping(TlogConfig.class)
                .withMapping(ExportConfig.class)
                .withMapping(TailConfig.class)
                .withMapping(RetentionConfig.class)
                .withMapping(PayloadConfig.class)
                .withMapping(RejectionConfig.class)
                .withMapping(ScrubConfig.class)
                .build();
    }
}
