package dev.portolan.mcp.server.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallCancellationTest {
    @Test
    void actionsRunOnceWithTheFirstReason() {
        CallCancellation cancellation = new CallCancellation();
        List<String> reasons = new ArrayList<>();
        cancellation.onCancelled(reason -> reasons.add(reason.orElse("")));

        cancellation.request("timeout");
        cancellation.request("disconnected");

        assertThat(reasons).containsExactly("timeout");
        assertThat(cancellation.check().reason()).contains("timeout");
    }

    @Test
    void anActionThatComesLateRunsAtOnce() {
        CallCancellation cancellation = new CallCancellation();
        List<String> reasons = new ArrayList<>();
        cancellation.request("timeout");

        cancellation.onCancelled(reason -> reasons.add(reason.orElse("")));

        assertThat(reasons).containsExactly("timeout");
    }
}
