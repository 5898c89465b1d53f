package dev.portolan.audit.source;

import dev.portolan.audit.ledger.note.Gaps;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import java.util.Optional;

/**
 * That records are lost.
 *
 * @param cause why, at most 500 characters
 * @param through number of the last that is lost; absent: all that the boot said it has, and nothing more is taken
 */
public record LossRequest(Optional<String> cause, Optional<Long> through) {

    private static final int MAX_CAUSE = 500;
    private static final long MAX_NUMBER = (1L << 53) - 1;

    /** @throws Refused if the cause is missing or a value is out of range */
    LossRequest checked() {
        boolean fits = cause.filter(text -> !text.isBlank()
                                && text.length() <= MAX_CAUSE
                                && text.chars().noneMatch(Character::isISOControl))
                        .isPresent()
                && through.filter(number -> number < 1 || number > MAX_NUMBER).isEmpty();
        if (!fits) {
            throw new Refused(Problem.badRequest(
                    "The declaration cannot be read.",
                    "Give a 'cause' of at most " + MAX_CAUSE
                            + " characters and, to let the boot go on behind them, 'through', the last lost number."));
        }
        return this;
    }

    long last() {
        return through.orElse(Gaps.ALL);
    }
}
