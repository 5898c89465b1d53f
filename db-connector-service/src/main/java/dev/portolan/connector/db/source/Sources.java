package dev.portolan.connector.db.source;

import dev.portolan.connector.db.failure.DatabaseFailure;
import dev.portolan.connector.db.failure.FailureCode;
import dev.portolan.connector.db.gate.GateSelfTest;
import dev.portolan.connector.db.session.PoolConfig;
import dev.portolan.connector.db.session.SessionPool;
import dev.portolan.connector.db.session.Sessions;
import dev.portolan.connector.db.session.SourceUrl;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/** The sources by name, as configured. */
@ApplicationScoped
public class Sources {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    private final NavigableMap<String, Source> byName = new TreeMap<>();
    private final WatchConfig watch;

    /** @throws IllegalStateException if the configuration is wrong anywhere; all faults at once, no secrets */
    public Sources(DbConfig config, PoolConfig poolConfig, WatchConfig watch, MeterRegistry meters) {
        this.watch = watch;
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, DbConfig.SourceConfig> entry : config.sources().entrySet()) {
            String name = entry.getKey();
            if (!NAME.matcher(name).matches()) {
                faults.add("The name of source \"" + name + "\" must match " + NAME + ".");
                continue;
            }
            try {
                SourceUrl url = SourceUrl.parse(entry.getValue().url());
                byName.put(name, source(name, url, entry.getValue(), poolConfig, meters));
            } catch (IllegalArgumentException e) {
                faults.add(DbEnvironment.variable(name) + " (db." + name + ".url) " + e.getMessage() + ".");
            }
        }
        if (byName.isEmpty() && faults.isEmpty()) {
            faults.add("There is no source: set DB_<NAME>_URL, e.g. DB_SHOP_URL=postgresql://user:password@host/shop.");
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException(String.join(" ", faults));
        }
    }

    private static Source source(
            String name, SourceUrl url, DbConfig.SourceConfig config, PoolConfig poolConfig, MeterRegistry meters) {
        Timer wait = Timer.builder("db.pool.wait")
                .description("Time calls waited for a connection")
                .tag("source", name)
                .register(meters);
        Sessions sessions = new Sessions(url, poolConfig);
        SessionPool pool = new SessionPool(sessions, poolConfig, nanos -> wait.record(nanos, TimeUnit.NANOSECONDS));
        Source source =
                new Source(name, url, sessions, pool, new Examination(new GateSelfTest(), config.allowSuperuser()));
        gauge("db.pool.in.use", "Connections on loan", source, meters, s -> s.pool()
                .inUse());
        gauge("db.pool.idle", "Connections idle", source, meters, s -> s.pool().idle());
        gauge("db.pool.waiting", "Calls waiting for a connection", source, meters, s -> s.pool()
                .waiting());
        gauge("db.pool.max", "Connections at most", source, meters, s -> s.pool()
                .maxSize());
        gauge(
                "db.source.ready",
                "1 if the source serves, else 0",
                source,
                meters,
                s -> s.state().isReady() ? 1 : 0);
        return source;
    }

    private static void gauge(
            String name, String description, Source source, MeterRegistry meters, ToDoubleFunction<Source> value) {
        Gauge.builder(name, source, value)
                .description(description)
                .tag("source", source.name())
                .register(meters);
    }

    /** All of them, by name. */
    public List<Source> all() {
        return List.copyOf(byName.values());
    }

    /**
     * The source to ask.
     *
     * @param name as the caller gave it; may be absent if there is exactly one source
     * @throws DatabaseFailure if there is none of that name or it does not serve now
     */
    public Source ready(Optional<String> name) {
        Source source = named(name);
        SourceState state = source.state();
        if (!state.isReady()) {
            state = source.look(watch.retryAfter().toNanos());
        }
        return switch (state.standing()) {
            case READY -> source;
            case REFUSED -> throw new DatabaseFailure(FailureCode.SOURCE_REFUSED, state.sentence());
            case UNCHECKED, DOWN -> throw new DatabaseFailure(FailureCode.UNAVAILABLE, state.sentence());
        };
    }

    /** The source of that name, whether it serves or not. */
    public Source named(Optional<String> name) {
        Optional<String> wanted = name.isEmpty() && byName.size() == 1 ? Optional.of(byName.firstKey()) : name;
        Source source = wanted.map(byName::get).orElse(null);
        if (source == null) {
            throw new DatabaseFailure(
                    FailureCode.UNKNOWN_SOURCE,
                    name.isEmpty()
                            ? "Name a source; there are several: " + String.join(", ", byName.keySet()) + "."
                            : FailureCode.UNKNOWN_SOURCE.sentence());
        }
        return source;
    }
}
