package dev.portolan.audit.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.testing.Events;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CursorsTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String KEY = "a key of at least thirty-two characters";

    private final Cursors cursors = cursors(Optional.of(KEY), NOON);
    private final String alices = question("alice");
    private final Turn last = new Turn(Events.IDS.next(), new Snapshot(1, 4711));

    @Test
    void anotherReplicaWithTheSameKeyOpensTheCursor() {
        String cursor = cursors.after(last, alices, "carol");

        assertThat(cursors(Optional.of(KEY), NOON).open(cursor, question("alice"), "carol"))
                .isEqualTo(last);
    }

    @Test
    void withoutAConfiguredKeyEachStartDrawsItsOwn() {
        String cursor = cursors(Optional.empty(), NOON).after(last, alices, "carol");

        refused(cursors(Optional.empty(), NOON), cursor, alices, "carol");
    }

    @Test
    void aCursorChangedInAnyPlaceIsRefused() {
        String cursor = cursors.after(last, alices, "carol");

        // the last character carries two bits that decoding ignores
        for (int i = 0; i < cursor.length() - 1; i++) {
            for (char other : new char[] {'A', 'B', '_'}) {
                String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
                if (!changed.equals(cursor)) {
                    refused(cursors, changed, alices, "carol");
                }
            }
        }
        refused(cursors, cursor.substring(1), alices, "carol");
        refused(cursors, cursor + "AAAA", alices, "carol");
    }

    @Test
    void aCursorServesItsQuestionAndItsReaderAlone() {
        String cursor = cursors.after(last, alices, "carol");

        refused(cursors, cursor, question("bob"), "carol");
        refused(cursors, cursor, alices, "erin");
    }

    @Test
    void aCursorEndsWithItsLifetime() {
        String cursor = cursors.after(last, alices, "carol");

        Cursors atTheEnd = cursors(Optional.of(KEY), NOON.plus(Duration.ofHours(24)));
        Cursors afterwards =
                cursors(Optional.of(KEY), NOON.plus(Duration.ofHours(24)).plusSeconds(1));

        assertThat(atTheEnd.open(cursor, alices, "carol")).isEqualTo(last);
        refused(afterwards, cursor, alices, "carol");
    }

    private static void refused(Cursors cursors, String cursor, String question, String subject) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> cursors.open(cursor, question, subject))
                .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(400));
    }

    private static String question(String person) {
        return Question.read(Map.of("person", List.of(person)), new FixedConfig(Optional.empty()))
                .criteria()
                .canonical();
    }

    private static Cursors cursors(Optional<String> key, Instant now) {
        return new Cursors(new FixedConfig(key), Clock.fixed(now, ZoneOffset.UTC));
    }

    private record FixedConfig(Optional<String> cursorKey) implements QueryConfig {
        @Override
        public int defaultLimit() {
            return 50;
        }

        @Override
        public int maxLimit() {
            return 500;
        }

        @Override
        public Duration intentDeadline() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Duration cursorLifetime() {
            return Duration.ofDays(1);
        }

        @Override
        public int filterMaxLength() {
            return 2000;
        }

        @Override
        public int filterMaxNodes() {
            return 200;
        }
    }
}
