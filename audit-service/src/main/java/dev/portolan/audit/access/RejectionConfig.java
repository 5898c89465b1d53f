package dev.portolan.audit.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How requests that this service refuses are recorded when there are many. */
@ConfigMapping(prefix = "audit.rejections")
public interface RejectionConfig {

    /**
     * Most rejections of callers nobody knows that are recorded one by one in a window for each network (IPv4 /24, IPv6
     * /64); the rest is counted. Known callers' are recorded one by one.
     */
    @WithDefault("20")
    @Min(0) @Max(100_000) int individually();

    /** Length of a window; counts are recorded at its end. */
    @WithDefault("1s")
    String every();

    /** Most networks that are told apart in a window; further ones are one. */
    @WithDefault("1024")
    @Min(1) @Max(100_000) int sources();

    /** Most rejections that wait to be recorded one by one; further ones are counted. */
    @WithDefault("1024")
    @Min(1) @Max(100_000) int kept();
}
