package dev.portolan.local.supervise;

import dev.portolan.local.process.ProcessIdentity;
import java.util.List;
import java.util.Optional;

/**
 * One run of the suite as the state file shows it.
 *
 * @param phase what the whole is at
 * @param supervisor the process that started the parts
 * @param portBase the base of all ports
 * @param issuer the identity provider's issuer URL
 * @param services the parts in start order
 */
public record RunState(
        Phase phase, ProcessIdentity supervisor, int portBase, String issuer, List<ServiceState> services) {

    /** Keeps an own copy. */
    public RunState {
        services = List.copyOf(services);
    }

    /** Whether the supervisor of this run still lives. */
    public boolean isAlive() {
        return supervisor.find().isPresent();
    }

    /** Whether all parts do their work. */
    public boolean isReady() {
        return phase == Phase.RUNNING && services.stream().allMatch(each -> each.status() == ServiceStatus.READY);
    }

    /**
     * One part.
     *
     * @param id its name
     * @return the part, if there is one of that name
     */
    public Optional<ServiceState> service(String id) {
        return services.stream().filter(each -> each.id().equals(id)).findFirst();
    }
}
