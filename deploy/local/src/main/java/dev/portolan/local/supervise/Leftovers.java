package dev.portolan.local.supervise;

import dev.portolan.local.process.ChildProcess;
import dev.portolan.local.process.ProcessIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Ends what a supervisor left behind that was itself ended by force. Touches only processes it can prove are ours. */
public final class Leftovers {

    private static final Duration BOUND = Duration.ofSeconds(15);

    private Leftovers() {}

    /**
     * Ends the parts of an earlier run, last started first.
     *
     * @param state what the earlier supervisor wrote; its supervisor is dead
     * @param told called with the name of each part that still ran
     * @return how many still ran
     */
    public static int end(RunState state, Consumer<String> told) {
        List<ServiceState> reversed = new ArrayList<>(state.services());
        Collections.reverse(reversed);
        int ended = 0;
        for (ServiceState service : reversed) {
            ProcessHandle process =
                    service.process().flatMap(ProcessIdentity::find).orElse(null);
            if (process != null) {
                told.accept(service.id());
                ChildProcess.stop(process, service.stop(), BOUND);
                ended++;
            }
        }
        return ended;
    }
}
