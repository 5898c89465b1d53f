package dev.portolan.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.identity.VerifiedTokens.Verified;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private static final Duration TTL = Duration.ofSeconds(30);
    private static final String TOKEN = "a.b.c";

    private final SetClock clock = new SetClock(Instant.parse("2026-11-20T12:00:00Z"));
    private final VerifiedTokens tokens = tokens(100);
    private final AtomicInteger verifications = new AtomicInteger();

    @Test
    void aTokenIsVerifiedOnceWithinTheTtl() {
        Verified first = ask(TOKEN, clock.instant().plusSeconds(300));
        clock.advance(TTL.minusMillis(1));
        Verified second = ask(TOKEN, clock.instant().plusSeconds(300));
        assertThat(second).isSameAs(first);
        assertThat(verifications).hasValue(1);
    }

    @Test
    void aTokenIsVerifiedAgainAfterTheTtl() {
        ask(TOKEN, clock.instant().plusSeconds(300));
        clock.advance(TTL);
        ask(TOKEN, clock.instant().plusSeconds(300));
        assertThat(verifications).hasValue(2);
    }

    @Test
    void aTokenThatExpiresWithinTheTtlIsBelievedUntilThenOnly() {
        Instant end = clock.instant().plusSeconds(10);
        ask(TOKEN, end);
        clock.advance(Duration.ofMillis(9_999));
        ask(TOKEN, end);
        assertThat(verifications).hasValue(1);
        clock.advance(Duration.ofMillis(1));
        ask(TOKEN, end);
        assertThat(verifications).hasValue(2);
    }

    @Test
    void aFailureIsNotRemembered() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> tokens.token(
                                    TOKEN,
                                    () -> {
                                        verifications.incrementAndGet();
                                        return Uni.createFrom().failure(NotAuthenticated.invalid("no"));
                                    },
                                    Runnable::run)
                            .await()
                            .indefinitely())
                    .isInstanceOf(NotAuthenticated.class);
        }
        assertThat(verifications).hasValue(2);
    }

    @Test
    void requestsThatBringTheSameTokenShareOneVerification() {
        List<UniEmitter<? super Verified>> provider = new ArrayList<>();
        List<CompletableFuture<Verified>> answers = IntStream.range(0, 5)
                .mapToObj(
                        i -> tokens.token(TOKEN, () -> Uni.createFrom().<Verified>emitter(provider::add), Runnable::run)
                                .subscribeAsCompletionStage())
                .toList();
        assertThat(provider).hasSize(1);

        provider.get(0).complete(caller(clock.instant().plusSeconds(300)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompleted());
    }

    @Test
    void aRequestThatGoesAwayDoesNotTakeTheVerificationWithIt() {
        List<UniEmitter<? super Verified>> provider = new ArrayList<>();
        Uni<Verified> asked =
                tokens.token(TOKEN, () -> Uni.createFrom().<Verified>emitter(provider::add), Runnable::run);
        asked.subscribe().with(ignored -> {}).cancel();
        CompletableFuture<Verified> other = tokens.token(
                        TOKEN, () -> Uni.createFrom().<Verified>emitter(provider::add), Runnable::run)
                .subscribeAsCompletionStage();

        provider.get(0).complete(caller(clock.instant().plusSeconds(300)));

        assertThat(other).isCompleted();
    }

    @Test
    void differentTokensAreDifferentCallers() {
        Verified one = ask(TOKEN, clock.instant().plusSeconds(300));
        Verified two = ask("a.b.d", clock.instant().plusSeconds(301));
        assertThat(two).isNotEqualTo(one);
        assertThat(verifications).hasValue(2);
    }

    @Test
    void noMoreTokensThanTheSizeAreRemembered() {
        VerifiedTokens few = tokens(10);
        List<String> many = IntStream.range(0, 200).mapToObj(i -> "a.b." + i).toList();
        many.forEach(token -> ask(few, token, clock.instant().plusSeconds(300)));
        verifications.set(0);
        many.forEach(token -> ask(few, token, clock.instant().plusSeconds(300)));
        assertThat(verifications.get()).isGreaterThanOrEqualTo(190);
    }

    private VerifiedTokens tokens(int size) {
        return new VerifiedTokens(size, TTL, clock, () -> clock.millis() * 1_000_000);
    }

    private Verified ask(String token, Instant expiry) {
        return ask(tokens, token, expiry);
    }

    private Verified ask(VerifiedTokens from, String token, Instant expiry) {
        return from.token(
                        token,
                        () -> {
                            verifications.incrementAndGet();
                            return Uni.createFrom().item(caller(expiry));
                        },
                        Runnable::run)
                .await()
                .indefinitely();
    }

    private static Verified caller(Instant expiry) {
        return new Verified(
                new Caller("5a1d2c9e", "alice", "https://id.example.com", "cli", Set.of(), false, expiry),
                Set.of(Endpoint.FEDERATED));
    }

    /** A clock that only tests move. */
    private static final class SetClock extends Clock {
        private Instant now;

        SetClock(Instant now) {
            this.now = now;
        }

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
