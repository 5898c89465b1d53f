package dev.portolan.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.ledger.log.Place;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SuccessionTest {

    private final Succession succession = new Succession();

    @Test
    void whoHasNobodyBeforeItGuessesNothingAndWaitsForNobody() throws Exception {
        try (Succession.Member only = joined()) {
            assertThat(only.guess()).isEmpty();
            only.awaitTurn();
        }
        try (Succession.Member next = joined()) {
            assertThat(next.guess()).isEmpty();
        }
    }

    @Test
    void theNextBeginsWhereTheOneBeforeEndsAndHasItsTurnWhenThatIsOver() throws Exception {
        Succession.Member first = joined();
        try (Succession.Member next = joined()) {
            CompletableFuture<Optional<Place>> guess = CompletableFuture.supplyAsync(() -> guess(next));
            CompletableFuture<Void> turn = guess.thenRunAsync(() -> awaitTurn(next));
            assertThat(guess).isNotDone();

            first.holdsHead(Optional.empty(), new Place(1, 100), 7);

            assertThat(guess.get()).contains(new Place(1, 107));
            assertThat(turn).isNotDone();
            first.close();
            turn.get();
        }
    }

    @Test
    void whoIsOverBeforeItHeldTheHeadSaysNothing() throws Exception {
        Succession.Member first = joined();
        try (Succession.Member next = joined()) {
            CompletableFuture<Optional<Place>> guess = CompletableFuture.supplyAsync(() -> guess(next));
            first.close();
            assertThat(guess.get()).isEmpty();
        }
    }

    /** As where another replica always comes in between. */
    @Test
    void afterMissesItIsTriedLessAndLessAndAfterAHitAlways() {
        StringBuilder tried = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            tried.append(guessed(false) ? 'x' : '.');
        }
        assertThat(tried).hasToString("x.x...x.......x...............x.........");
        for (int i = 0; i < 40 && !guessed(true); i++) {
            tried.append('.');
        }
        assertThat(guessed(true)).isTrue();
        assertThat(guessed(true)).isTrue();
    }

    /** One behind another: whether it guesses, and then whether it is right. */
    private boolean guessed(boolean right) {
        try (Succession.Member first = joined();
                Succession.Member next = joined()) {
            first.holdsHead(Optional.empty(), new Place(1, 0), 5);
            Optional<Place> guess = guess(next);
            next.holdsHead(guess, new Place(1, right ? 5 : 6), 1);
            return guess.isPresent();
        }
    }

    private Succession.Member joined() {
        Succession.Member member = succession.member();
        member.join();
        return member;
    }

    private static Optional<Place> guess(Succession.Member member) {
        try {
            return member.guess();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitTurn(Succession.Member member) {
        try {
            member.awaitTurn();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
