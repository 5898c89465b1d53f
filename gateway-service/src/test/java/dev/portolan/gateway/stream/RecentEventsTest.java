package dev.portolan.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.mcp.JsonSlice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
    private final RecentEvents recent = new RecentEvents(2);

    private static JsonSlice notice(String method) {
        return JsonSlice.trusted("{\"method\":\"" + method + "\"}");
    }

    private List<Long> after(long number) {
        List<Long> numbers = new ArrayList<>();
        for (var e = recent.after(number); e != null; e = recent.after(e.number())) {
            numbers.add(e.number());
        }
        return numbers;
    }

    @Test
    void whatCameAfterANumberIsGivenInOrderAsFarAsItIsKept() {
        recent.add(notice("a"), 0);
        recent.add(notice("b"), 0);
        recent.add(notice("c"), 0);

        assertThat(after(0)).containsExactly(2L, 3L);
        assertThat(after(2)).containsExactly(3L);
        assertThat(recent.continues(0)).isFalse();
        assertThat(recent.continues(1)).isTrue();
        assertThat(recent.continues(3)).isTrue();
        assertThat(recent.continues(4)).isFalse();
    }

    @Test
    void whatWasNotToldYetIsNotKeptTwice() {
        recent.add(notice("a"), 0);
        recent.add(notice("a"), 0);
        assertThat(after(0)).containsExactly(1L);

        recent.add(notice("a"), 1);
        assertThat(after(1)).containsExactly(2L);
    }

    @Test
    void nothingBeforeForgettingCanBeContinued() {
        recent.add(notice("a"), 0);
        recent.forget();

        assertThat(recent.continues(1)).isFalse();
        assertThat(recent.continues(recent.last())).isTrue();
    }

    @Test
    void anIdIsGoodForTheStreamThatGaveItAlone() {
        assertThat(recent.number(recent.id(7))).hasValue(7);
        assertThat(recent.number(new RecentEvents(2).id(7))).isEmpty();
        assertThat(recent.number(recent.id(7) + "x")).isEmpty();
        assertThat(recent.number("")).isEmpty();
    }
}
