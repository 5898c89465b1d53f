package dev.portolan.audit.ledger.upkeep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How far ahead the ledger's monthly partitions are made. */
@ConfigMapping(prefix = "audit.partitions")
public interface PartitionConfig {

    /** Months beyond the current one that have a partition, 1 to 24. Two leave a month to notice a failing job. */
    @WithDefault("2")
    @Min(1) @Max(24) int monthsAhead();

    /** How often the partitions are looked after and the ledger is measured, e.g. {@code 1h}. */
    @WithDefault("1h")
    String every();
}
