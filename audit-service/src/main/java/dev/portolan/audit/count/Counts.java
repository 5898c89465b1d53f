package dev.portolan.audit.count;

import dev.portolan.audit.criteria.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An answer.
 *
 * @param from begin of the span, inclusive
 * @param to end of the span, exclusive
 * @param counts one line per step and group: {@code time} unless {@code by=none}, the groups, {@code records}, and
 *     {@code requests}, which counts what coalesced records stand for
 * @param truncated whether there are more lines
 */
public record Counts(Instant from, Instant to, List<Map<String, Object>> counts, boolean truncated) {

    static Counts of(Span span, List<Map<String, Object>> lines, int limit) {
        boolean more = lines.size() > limit;
        return new Counts(span.from(), span.to(), more ? lines.subList(0, limit) : lines, more);
    }
}
