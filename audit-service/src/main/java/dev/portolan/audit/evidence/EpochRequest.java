package dev.portolan.audit.evidence;

import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import java.util.Optional;

/**
 * That the log is to be begun anew.
 *
 * @param cause why, at most 500 characters
 */
public record EpochRequest(Optional<String> cause) {

    private static final int MAX_CAUSE = 500;

    /** @throws Refused if there is none */
    String checked() {
        return cause.filter(text -> !text.isBlank()
                        && text.length() <= MAX_CAUSE
                        && text.chars().noneMatch(Character::isISOControl))
                .orElseThrow(() -> new Refused(Problem.badRequest(
                        "There is no cause.", "Give a 'cause' of at most " + MAX_CAUSE + " characters.")));
    }
}
