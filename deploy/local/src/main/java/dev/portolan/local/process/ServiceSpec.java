package dev.portolan.local.process;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A part of the suite that runs as a process, as data.
 *
 * @param id its name in commands, logs and the state file
 * @param dependsOn ids of the parts that must be ready before it starts
 * @param ports the ports it listens on at 127.0.0.1; the first is the one people know
 * @param before what is done before it starts
 * @param launch how it is started, asked anew at each start
 * @param probe whether it is ready
 * @param readyWithin how long it may take to become ready
 * @param after what is done when it is ready, before others may depend on it
 * @param stop how it is ended
 */
public record ServiceSpec(
        String id,
        Set<String> dependsOn,
        List<Integer> ports,
        Work before,
        Supplier<Launch> launch,
        Probe probe,
        Duration readyWithin,
        Work after,
        StopSignal stop) {

    /** Keeps own copies. */
    public ServiceSpec {
        dependsOn = Set.copyOf(dependsOn);
        ports = List.copyOf(ports);
    }

    /**
     * A part that needs no work around its start and ends on SIGTERM.
     *
     * @param id its name
     * @param ports its ports
     * @param launch how it is started
     * @param probe whether it is ready
     * @param readyWithin how long that may take
     * @return the part, which depends on nothing
     */
    public static ServiceSpec of(
            String id, List<Integer> ports, Supplier<Launch> launch, Probe probe, Duration readyWithin) {
        return new ServiceSpec(id, Set.of(), ports, Work.NONE, launch, probe, readyWithin, Work.NONE, StopSignal.TERM);
    }

    /**
     * The same part, started after others.
     *
     * @param ids their ids
     * @return a part that depends on exactly these
     */
    public ServiceSpec after(Set<String> ids) {
        return new ServiceSpec(id, ids, ports, before, launch, probe, readyWithin, after, stop);
    }
}
