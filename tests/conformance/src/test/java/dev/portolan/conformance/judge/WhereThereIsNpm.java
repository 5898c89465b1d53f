package dev.portolan.conformance.judge;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Skips a test class, seen and counted, on a machine that the suite cannot be brought to. An assumption before all
 * tests would leave no trace in the count.
 */
public final class WhereThereIsNpm implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        try {
            Judge.fromNpm();
            return ConditionEvaluationResult.enabled("the suite is there");
        } catch (TestAbortedException outOfReach) {
            return ConditionEvaluationResult.disabled(outOfReach.getMessage());
        }
    }
}
