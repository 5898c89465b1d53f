package dev.portolan.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.Events;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final UUID BOOT = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();

    @Test
    void whatContinuesTheNumbersIsFresh() {
        Turns turns = Turns.of(List.of(event(4), event(5)), Map.of(BOOT, 3L));

        assertThat(numbers(turns.fresh())).containsExactly(4L, 5L);
        assertThat(turns.again()).isEmpty();
        assertThat(turns.last()).isEqualTo(Map.of(BOOT, 5L));
    }

    @Test
    void whatLiesBeforeIsHereAlready() {
        Turns turns = Turns.of(List.of(event(2), event(3), event(4), event(4)), Map.of(BOOT, 3L));

        assertThat(numbers(turns.again())).containsExactly(2L, 3L, 4L);
        assertThat(numbers(turns.fresh())).containsExactly(4L);
    }

    @Test
    void aHoleIsRefusedWithTheNumberThatIsMissing() {
        assertRefused(List.of(event(2)), 1, Map.of());
        assertRefused(List.of(event(5)), 4, Map.of(BOOT, 3L));
        assertRefused(List.of(event(4), event(6)), 5, Map.of(BOOT, 3L));
        assertRefused(List.of(event(5), event(4)), 4, Map.of(BOOT, 3L));
    }

    @Test
    void bootsAreCountedApart() {
        Turns turns = Turns.of(List.of(event(4), event(OTHER, 1), event(5), event(OTHER, 2)), Map.of(BOOT, 3L));

        assertThat(turns.fresh()).hasSize(4);
        assertThat(turns.last()).isEqualTo(Map.of(BOOT, 5L, OTHER, 2L));
    }

    @Test
    void whatCannotBeReadTakesTheNumberThatIsMissingWhereItStands() {
        Turns turns = Turns.of(List.of(junk(), event(5), junk(), junk(), event(8), junk()), Map.of(BOOT, 3L));

        assertThat(numbers(turns.fresh())).containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(turns.last()).isEqualTo(Map.of(BOOT, 9L));
    }

    /** The answer was lost and the batch comes again: everything has the number it had. */
    @Test
    void aRepeatedBatchWithSomethingUnreadableIsHereAlready() {
        Turns turns = Turns.of(List.of(junk(), event(5), junk(), event(7), junk()), Map.of(BOOT, 8L));

        assertThat(turns.fresh()).isEmpty();
        assertThat(numbers(turns.again())).containsExactly(4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void whatCannotBeReadAndHasNoPlaceHasNoNumber() {
        assertThat(numbers(Turns.of(List.of(junk(), junk()), Map.of()).fresh())).containsExactly(0L, 0L);
        assertThat(numbers(Turns.of(List.of(junk(), event(1)), Map.of()).fresh()))
                .containsExactly(0L, 1L);
        assertThat(numbers(Turns.of(List.of(event(4), junk(), event(5)), Map.of(BOOT, 3L))
                        .fresh()))
                .containsExactly(4L, 0L, 5L);
    }

    /** From another release, say: what says its number keeps it. */
    @Test
    void whatIsNoEventButSaysItsNumberKeepsIt() {
        OpaqueEntry newer = new OpaqueEntry(new byte[] {1}, "?", Optional.of(new Source("gw", BOOT, 5)));

        assertThat(numbers(Turns.of(List.of(event(4), newer, event(6)), Map.of(BOOT, 3L))
                        .fresh()))
                .containsExactly(4L, 5L, 6L);
    }

    private static void assertRefused(List<Item> items, long expected, Map<UUID, Long> last) {
        assertThatExceptionOfType(OutOfTurn.class)
                .isThrownBy(() -> Turns.of(items, last))
                .satisfies(refused -> assertThat(refused.expected()).isEqualTo(expected))
                .satisfies(refused -> assertThat(refused.bootId()).isEqualTo(BOOT));
    }

    private static List<Long> numbers(List<Item> items) {
        return items.stream()
                .map(item -> item.source().map(Source::seq).orElse(0L))
                .toList();
    }

    private static Item event(long seq) {
        return event(BOOT, seq);
    }

    private static Item event(UUID boot, long seq) {
        return Beside.entry(AuditEvent.event(
                Events.IDS.next(), Events.IDS.next(), new Source("gw", boot, seq), Outcome.of(Outcome.Code.SUCCESS)));
    }

    private static Item junk() {
        return new OpaqueEntry(Arrays.copyOf(new byte[0], 3), "junk", Optional.empty());
    }
}
