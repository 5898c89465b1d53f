package dev.portolan.mcp.server.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.server.ProgressToken;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressReportsTest {
    private final List<JsonSlice> sent = new ArrayList<>();

    @Test
    void theTokenKeepsItsTypeAndNumbersAreShort() {
        ProgressReports progress = new ProgressReports(new ProgressToken("\"7\""), sent::add);

        progress.notificationBuilder().setProgress(1).setTotal(2.5).build().sendAndForget();

        assertThat(sent.get(0).json()).contains("\"progressToken\":\"7\"", "\"progress\":1,", "\"total\":2.5");
    }

    @Test
    void progressOnlyGrows() {
        ProgressReports progress = new ProgressReports(new ProgressToken("7"), sent::add);

        for (double value : new double[] {1, 1, 0.5, 2, Double.NaN}) {
            progress.notificationBuilder().setProgress(value).build().sendAndForget();
        }

        assertThat(sent).hasSize(2);
    }

    @Test
    void nothingIsSentAfterTheAnswerNorUnasked() {
        ProgressReports unasked = new ProgressReports(null, sent::add);
        ProgressReports answered = new ProgressReports(new ProgressToken("7"), sent::add);
        answered.end();

        unasked.notificationBuilder().setProgress(1).build().sendAndForget();
        answered.notificationBuilder().setProgress(1).build().sendAndForget();

        assertThat(sent).isEmpty();
    }
}
