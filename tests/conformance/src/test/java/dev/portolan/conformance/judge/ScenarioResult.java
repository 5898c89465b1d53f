package dev.portolan.conformance.judge;

import dev.portolan.mcp.JsonSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What one scenario of the suite checked.
 *
 * @param scenario its name
 * @param scored whether the revision requires it
 * @param successes how many checks succeeded
 * @param proofs how many of these say something about the server: a check of the messages' shape succeeds without any
 * @param complaints failed checks and warnings, in words
 * @param skipped checks that the suite left out
 * @param failed how many checks failed
 */
public record ScenarioResult(
        String scenario,
        boolean scored,
        int successes,
        int proofs,
        List<String> complaints,
        List<String> skipped,
        int failed) {

    /** Reads the checks of a scenario: the array of its {@code checks.json}. */
    static ScenarioResult of(String scenario, boolean scored, JsonSlice checks) {
        int successes = 0;
        int proofs = 0;
        int failed = 0;
        List<String> complaints = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (JsonSlice check : checks.elements()) {
            String id = Objects.toString(check.members().text("id"), "?");
            String said = id + ": " + Objects.toString(check.members().text("errorMessage"), "");
            switch (Objects.toString(check.members().text("status"), "")) {
                case "SUCCESS" -> {
                    successes++;
                    proofs += id.startsWith("wire-schema-") ? 0 : 1;
                }
                case "FAILURE" -> {
                    failed++;
                    complaints.add("FAILURE " + said);
                }
                case "WARNING" -> complaints.add("WARNING " + said);
                case "SKIPPED" -> skipped.add(id);
                default -> {}
            }
        }
        return new ScenarioResult(scenario, scored, successes, proofs, complaints, skipped, failed);
    }

    /** A scenario that was to be run and left no checks behind. */
    static ScenarioResult notRun(String scenario) {
        return new ScenarioResult(scenario, true, 0, 0, List.of("it did not run"), List.of(), 0);
    }

    /** What it comes to. */
    public Verdict verdict() {
        if (failed > 0) {
            return Verdict.FAIL;
        }
        if (proofs == 0) {
            return Verdict.NONE;
        }
        return complaints.isEmpty() ? Verdict.PASS : Verdict.WARN;
    }
}
