package dev.portolan.audit.retention;

import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody wants kept.
 *
 * @param from first moment, inclusive
 * @param to last moment, exclusive
 * @param reason why, at most 500 characters
 */
public record HoldRequest(Optional<Instant> from, Optional<Instant> to, Optional<String> reason) {

    private static final int MAX_REASON = 500;

    /** @throws Refused if something is missing or the span is empty */
    Hold by(String name, UUID id) {
        boolean fits = from.isPresent()
                && to.isPresent()
                && from.get().isBefore(to.get())
                && reason.filter(text -> !text.isBlank()
                                && text.length() <= MAX_REASON
                                && text.chars().noneMatch(Character::isISOControl))
                        .isPresent();
        if (!fits) {
            throw new Refused(Problem.badRequest(
                    "The hold cannot be read.",
                    "Give 'from' before 'to', both RFC 3339, and a 'reason' of at most " + MAX_REASON
                            + " characters."));
        }
        return new Hold(id, from.get(), to.get(), reason.get(), name, Optional.empty());
    }
}
