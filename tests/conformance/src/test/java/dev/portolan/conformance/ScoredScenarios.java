package dev.portolan.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.conformance.judge.Judge;
import dev.portolan.conformance.judge.ScenarioResult;
import dev.portolan.conformance.judge.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One run of the suite as tests: one for each scored scenario, which passes if everything in it was checked and
 * nothing was amiss. The fixture leaves the suite no reason to skip a check, so a skipped one is a feature that got
 * lost on the way.
 *
 * @param revision the revision judged
 * @param expected how many scored scenarios it has
 */
record ScoredScenarios(String revision, int expected) {
    /** All that the older era requires. */
    static final ScoredScenarios OF_2025_11_25 = new ScoredScenarios("2025-11-25", 30);

    /** All that the newer era requires. */
    static final ScoredScenarios OF_2026_07_28 = new ScoredScenarios("2026-07-28", 37);

    Stream<DynamicTest> judgedBy(Judge judge, String what, String url) {
        List<ScenarioResult> scored = judge.judge(what, url, revision).scored();
        assertThat(scored).as("scored scenarios of " + revision).hasSize(expected);
        return scored.stream()
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
