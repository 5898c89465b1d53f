package dev.portolan.gateway.rulefile;

import dev.portolan.gateway.policy.Policy;
import dev.portolan.gateway.policy.PolicyGate;
import dev.portolan.gateway.reload.WatchSettings;
import dev.portolan.gateway.reload.WatchedFile;
import dev.portolan.gateway.reload.WatchedFiles;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the gate that everybody asks, with the policy file behind it. */
@Singleton
class PolicyWiring {
    /** A policy file that is bad when the gateway starts keeps it from starting. */
    void startWithAPolicy(@Observes StartupEvent start, PolicyGate gate) {
        // Asking for the gate reads the file.
    }

    @Produces
    @Singleton
    PolicyGate policyGate(WatchedFiles files, PolicyConfig config) {
        WatchSettings settings = new WatchSettings(
                config.file(), config.pollInterval(), config.maxSize().asLongValue());
        WatchedFile<Policy> policy = files.watch(settings, new PolicyFormat());
        PolicyGate gate = new PolicyGate(policy::current);
        policy.onChange((before, now) -> gate.changed());
        return gate;
    }
}
