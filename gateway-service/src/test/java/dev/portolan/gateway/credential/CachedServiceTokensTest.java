package dev.portolan.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CachedServiceTokensTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final FakeClock clock = new FakeClock();
    private final FakeTokenEndpoint endpoint = new FakeTokenEndpoint();
    private final CachedServiceTokens tokens = new CachedServiceTokens(endpoint, clock, Duration.ofMillis(500), 2);

    private String bearer(String scope) {
        return tokens.bearer(scope).await().atMost(Duration.ofSeconds(5));
    }

    @Test
    void aTokenIsFetchedOnceForEachScope() {
        // When
        List<String> given = List.of(bearer("a"), bearer("b"), bearer("a"), bearer("b"));

        // Then
        assertThat(given).containsExactly("a-1", "b-2", "a-1", "b-2");
    }

    @Test
    void thoseWhoAskAtTheSameTimeShareOneRequest() {
        // Given
        endpoint.slow = true;
        List<CompletableFuture<String>> all = new ArrayList<>();

        // When
        for (int i = 0; i < 20; i++) {
            all.add(tokens.bearer("a").subscribeAsCompletionStage());
        }
        endpoint.answer();

        // Then
        assertThat(all).allSatisfy(one -> assertThat(one).isCompletedWithValue("a-1"));
        assertThat(endpoint.issued).isEqualTo(1);
    }

    @Test
    void aTokenThatShouldBeReplacedIsUsedWhileItsSuccessorIsFetched() {
        // Given
        bearer("a");
        endpoint.slow = true;
        clock.pass(Duration.ofSeconds(280));

        // When
        String meanwhile = bearer("a");
        endpoint.answer();

        // Then
        assertThat(meanwhile).isEqualTo("a-1");
        assertThat(bearer("a")).isEqualTo("a-2");
    }

    @Test
    void anExpiredTokenIsNeverGiven() {
        // Given
        bearer("a");
        clock.pass(Duration.ofSeconds(300));
        endpoint.away = true;

        // Then
        assertThatThrownBy(() -> bearer("a")).isInstanceOf(TokenUnavailable.class);
    }

    @Test
    void aTokenOutlivesAnIssuerThatIsAway() {
        // Given
        bearer("a");
        endpoint.away = true;

        // When
        clock.pass(Duration.ofSeconds(290));

        // Then
        assertThat(bearer("a")).isEqualTo("a-1");
    }

    @Test
    void afterAFailureTheIssuerIsLeftAloneForAMoment() {
        // Given
        endpoint.away = true;
        assertThatThrownBy(() -> bearer("a")).isInstanceOf(TokenUnavailable.class);

        // When
        endpoint.away = false;

        // Then
        assertThatThrownBy(() -> bearer("a")).isInstanceOf(TokenUnavailable.class);
        assertThat(endpoint.issued).isEqualTo(1);
        clock.pass(Duration.ofMillis(500));
        assertThat(bearer("a")).isEqualTo("a-2");
    }

    @Test
    void anInvalidatedTokenIsReplaced() {
        // Given
        bearer("a");
        clock.pass(Duration.ofSeconds(1));

        // When
        tokens.invalidate("a");

        // Then
        assertThat(bearer("a")).isEqualTo("a-2");
    }

    @Test
    void refusingEveryTokenDoesNotWearOutTheIssuer() {
        // When
        for (int i = 0; i < 100; i++) {
            bearer("a");
            tokens.invalidate("a");
        }

        // Then
        assertThat(endpoint.issued).isEqualTo(1);
    }

    @Test
    void noMoreScopesAreKeptThanMayBe() {
        // Given
        bearer("a");
        clock.pass(Duration.ofSeconds(1));
        bearer("b");
        clock.pass(Duration.ofSeconds(1));

        // When
        bearer("c");

        // Then
        assertThat(bearer("b")).isEqualTo("b-2");
        assertThat(bearer("a")).isEqualTo("a-4");
    }

    @Test
    void aTokenDoesNotShowItself() {
        // Then
        assertThat(new ServiceToken("secret", NOON, NOON)).asString().doesNotContain("secret");
    }

    /** Issues numbered tokens of five minutes. */
    private final class FakeTokenEndpoint implements TokenEndpoint {
        private final List<Runnable> waiting = new ArrayList<>();
        private boolean slow;
        private boolean away;
        private int issued;

        @Override
        public Uni<ServiceToken> issue(String scope) {
            issued++;
            ServiceToken token = new ServiceToken(
                    scope + "-" + issued,
                    clock.instant().plusSeconds(270),
                    clock.instant().plusSeconds(300));
            if (away) {
                return Uni.createFrom().failure(new TokenUnavailable(scope, "away"));
            }
            return slow
                    ? Uni.createFrom()
                            .emitter((UniEmitter<? super ServiceToken> later) ->
                                    waiting.add(() -> later.complete(token)))
                    : Uni.createFrom().item(token);
        }

        void answer() {
            waiting.forEach(Runnable::run);
            waiting.clear();
        }
    }

    /** Stands until it is told that time passes. */
    private static final class FakeClock extends Clock {
        private Instant now = NOON;

        void pass(Duration time) {
            now = now.plus(time);
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
            return this;
        }
    }
}
