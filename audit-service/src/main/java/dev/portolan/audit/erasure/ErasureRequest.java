package dev.portolan.audit.erasure;

import dev.portolan.audit.criteria.Form;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import java.util.Locale;
import java.util.Optional;

/**
 * Who is to be erased.
 *
 * @param issuer claim {@code iss} of their tokens
 * @param subject claim {@code sub}
 * @param basis legal basis, at most 200 characters; stays on record for ever, so it must not name the person
 */
public record ErasureRequest(Optional<String> issuer, Optional<String> subject, Optional<String> basis) {

    private static final int MAX_BASIS = 200;

    /** @throws Refused if something is missing */
    ErasureRequest checked() {
        boolean fits = issuer.flatMap(Form.TEXT::read).isPresent()
                && subject.flatMap(Form.TEXT::read).isPresent()
                && basis.filter(text -> !text.isBlank() && text.length() <= MAX_BASIS)
                        .flatMap(Form.TEXT::read)
                        .isPresent();
        if (!fits) {
            throw new Refused(Problem.badRequest(
                    "The erasure cannot be read.",
                    "Give 'issuer' and 'subject' as in the person's tokens, and 'basis' of at most " + MAX_BASIS
                            + " characters, e.g. GDPR 17(1)(b)."));
        }
        return this;
    }

    /** @throws Refused if the basis names who is erased */
    void mustNotName(String name) {
        String text = basis.orElse("").toLowerCase(Locale.ROOT);
        boolean names = !name.isEmpty() && text.contains(name.toLowerCase(Locale.ROOT))
                || text.contains(subject.orElse("").toLowerCase(Locale.ROOT));
        if (names) {
            throw new Refused(Problem.badRequest(
                    "The basis names the person.", "It stays on record: name the law, a ticket, not the person."));
        }
    }
}
