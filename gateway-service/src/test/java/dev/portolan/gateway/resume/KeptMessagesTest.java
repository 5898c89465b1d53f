package dev.portolan.gateway.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.mcp.JsonSlice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptMessagesTest {
    private static final boolean NEWS = true;
    private static final boolean LAST = true;
    private static final boolean HEARD = true;

    private final Room room = new Room(2_000);

    private static JsonSlice message(int length) {
        return JsonSlice.ofText("x".repeat(length - 2));
    }

    private static List<Long> numbers(KeptMessages kept) {
        List<Long> numbers = new ArrayList<>();
        for (KeptMessages.Kept next = kept.after(0); next != null; next = kept.after(next.number())) {
            numbers.add(next.number());
        }
        return numbers;
    }

    @Test
    void ofTooManyTheOldestNewsGoesAndAQuestionStays() {
        KeptMessages kept = new KeptMessages(room, 3);
        kept.add(message(10), !NEWS, !LAST, !HEARD);
        for (int i = 0; i < 4; i++) {
            kept.add(message(10), NEWS, !LAST, !HEARD);
        }

        assertThat(numbers(kept)).containsExactly(1L, 4L, 5L);
        assertThat(room.taken()).isEqualTo(3 * 266L);
    }

    @Test
    void whatFindsNoRoomIsHeldOnlyUntilItIsWritten() {
        KeptMessages kept = new KeptMessages(room, 10);

        assertThat(kept.add(message(3_000), NEWS, !LAST, HEARD)).isFalse();
        assertThat(kept.add(message(3_000), !NEWS, LAST, !HEARD)).isFalse();
        assertThat(kept.add(message(3_000), !NEWS, LAST, HEARD)).isTrue();

        kept.written(kept.after(0));
        assertThat(numbers(kept)).isEmpty();
        assertThat(room.taken()).isZero();
    }

    @Test
    void whatWaitsLongestMakesRoom() {
        KeptMessages older = new KeptMessages(room, 10);
        KeptMessages newer = new KeptMessages(room, 10);
        List<KeptMessages> waiting = List.of(older, newer);
        waiting.forEach(each -> {
            each.add(message(700), !NEWS, LAST, !HEARD);
            room.mayFree(() -> each.close(Long.MAX_VALUE));
        });
        KeptMessages third = new KeptMessages(room, 10);

        assertThat(third.add(message(700), !NEWS, LAST, !HEARD)).isTrue();

        assertThat(numbers(older)).isEmpty();
        assertThat(numbers(newer)).hasSize(1);
        assertThat(room.taken()).isEqualTo(2 * 956L);
    }

    @Test
    void whatIsClosedKeepsWhatIsYetToBeWritten() {
        KeptMessages kept = new KeptMessages(room, 10);
        kept.add(message(10), !NEWS, !LAST, HEARD);
        kept.add(message(10), !NEWS, LAST, HEARD);

        kept.close(1);

        assertThat(numbers(kept)).containsExactly(2L);
        assertThat(room.taken()).isZero();
        assertThat(kept.add(message(10), NEWS, !LAST, HEARD)).isFalse();
    }

    @Test
    void idsNameTheirAnswerAndAreTakenForNoOther() {
        KeptMessages kept = new KeptMessages(room, 10);
        kept.add(message(10), NEWS, !LAST, HEARD);

        assertThat(kept.number(kept.id(1))).hasValue(1);
        assertThat(kept.number(kept.id(2))).isEmpty();
        assertThat(kept.number(new KeptMessages(room, 10).id(0))).isEmpty();
        assertThat(KeptMessages.nameIn(kept.id(1))).isEqualTo(kept.name());
        assertThat(KeptMessages.nameIn("answer-")).isEqualTo("answer-");
    }
}
