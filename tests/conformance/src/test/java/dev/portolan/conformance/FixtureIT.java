package dev.portolan.conformance;

import dev.portolan.conformance.judge.Judge;
import dev.portolan.conformance.judge.WhereThereIsNpm;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The fixture itself conforms: what fails behind the gateway and not here is the gateway's doing. */
@ExtendWith(WhereThereIsNpm.class)
class FixtureIT {
    private static Judge judge;
    private static SuiteConnector fixture;

    @BeforeAll
    static void start() {
        judge = Judge.fromNpm();
        fixture = SuiteConnector.start(0, Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> conformsTo20260728() {
        return ScoredScenarios.OF_2026_07_28.judgedBy(judge, "fixture", fixture.url());
    }

    @TestFactory
    Stream<DynamicTest> conformsTo20251125() {
        return ScoredScenarios.OF_2025_11_25.judgedBy(judge, "fixture", fixture.url());
    }
}
