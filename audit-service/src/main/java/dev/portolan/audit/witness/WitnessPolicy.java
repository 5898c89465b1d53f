package dev.portolan.audit.witness;

import dev.portolan.audit.outward.OutwardHttp;
import dev.portolan.tlog.Policy;
import dev.portolan.tlog.SignedNote;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The policy that is configured, read once at the start. */
@ApplicationScoped
class WitnessPolicy {

    private final Optional<Policy> policy;

    /** @throws IllegalArgumentException that names the file and what is wrong with it */
    WitnessPolicy(WitnessConfig config) {
        this.policy = config.policy().map(WitnessPolicy::read);
    }

    /** Those that take checkpoints. */
    List<Policy.Witness> witnesses() {
        return policy.map(Policy::witnesses).orElse(List.of()).stream()
                .filter(witness -> witness.url().isPresent())
                .toList();
    }

    /** Whether enough of them have signed. */
    boolean isMet(SignedNote note) {
        return policy.isEmpty() || policy.get().isCosigned(note);
    }

    private static void requireServer(URI url) {
        if (!OutwardHttp.canAsk(url)) {
            throw new IllegalArgumentException(url + " is no http or https URL of a server");
        }
    }

    private static Policy read(Path file) {
        try {
            Policy policy = Policy.parse(Files.readString(file));
            policy.witnesses().forEach(witness -> witness.url().ifPresent(WitnessPolicy::requireServer));
            return policy;
        } catch (IOException e) {
            throw new IllegalArgumentException("audit.witness.policy " + file + " cannot be read");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("audit.witness.policy " + file + ": " + e.getMessage());
        }
    }
}
