package dev.portolan.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.conformance.judge.Judge;
import dev.portolan.conformance.judge.Judgement;
import dev.portolan.conformance.judge.ScenarioResult;
import dev.portolan.conformance.judge.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One run of the suite as tests: one for each scored scenario, and for each of those beside them that Portolan has to
 * pass too. It passes if everything in it was checked and nothing was amiss. The fixture leaves the suite no reason to
 * skip a check, so a skipped one is a feature that got lost on the way.
 *
 * @param revision the revision judged
 * @param expected how many scored scenarios it has
 * @param unscored what is to pass although the revision does not require it: extensions and drafts
 */
record ScoredScenarios(String revision, int expected, List<String> unscored) {
    /** All that the older era requires, and more. */
    static final ScoredScenarios OF_2025_11_25 = new ScoredScenarios(
            "2025-11-25", 30, List.of("json-schema-2020-12", "server-session-lifecycle", "server-sse-polling"));

    /** All that the newer era requires, and more; the suite checks nothing in {@code tasks-status-notifications}. */
    static final ScoredScenarios OF_2026_07_28 = new ScoredScenarios(
            "2026-07-28",
            37,
            List.of(
                    "http-custom-header-server-validation",
                    "http-header-validation",
                    "json-schema-2020-12",
                    "tasks-capability-negotiation",
                    "tasks-dispatch-and-envelope",
                    "tasks-lifecycle",
                    "tasks-mrtr-composition",
                    "tasks-mrtr-input",
                    "tasks-request-headers",
                    "tasks-request-state-removal",
                    "tasks-required-task-error",
                    "tasks-wire-fields"));

    Stream<DynamicTest> judgedBy(Judge judge, String what, String url) {
        Judgement judgement = judge.judge(what, url, revision);
        assertThat(judgement.scored()).as("scored scenarios of " + revision).hasSize(expected);
        List<ScenarioResult> more = judgement.unscored().stream()
                .filter(result -> unscored.contains(result.scenario()))
                .toList();
        assertThat(more)
                .as("scenarios beside those of " + revision)
                .extracting(ScenarioResult::scenario)
                .containsExactlyInAnyOrderElementsOf(unscored);
        return Stream.concat(judgement.scored().stream(), more.stream())
                .map(result -> DynamicTest.dynamicTest(revision + " " + result.scenario(), () -> verify(result)));
    }

    private static void verify(ScenarioResult result) {
        assertThat(result.complaints()).as(result.scenario()).isEmpty();
        assertThat(result.verdict()).as(result.scenario()).isEqualTo(Verdict.PASS);
        assertThat(result.skipped())
                .as("skipped checks of " + result.scenario())
                .isEmpty();
    }
}
