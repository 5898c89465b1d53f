package dev.portolan.mcp.server.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PagedListTest {
    @Test
    void pagesFollowEachOtherToTheEnd() {
        PagedList list = list(5);

        JsonObject first = list.page(null);
        JsonObject second = list.page(first.get("nextCursor"));
        JsonObject third = list.page(second.get("nextCursor"));

        assertThat(first.get("n")).hasToString("[0,1]");
        assertThat(second.get("n")).hasToString("[2,3]");
        assertThat(third.get("n")).hasToString("[4]");
        assertThat(third.has("nextCursor")).isFalse();
    }

    @Test
    void aFullLastPageHasNoCursor() {
        PagedList list = list(4);

        assertThat(list.page(list.page(null).get("nextCursor")).has("nextCursor"))
                .isFalse();
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        JsonSlice foreign = list(7).page(null).get("nextCursor");

        assertThatThrownBy(() -> list(5).page(foreign)).isInstanceOf(ProtocolError.class);
        assertThatThrownBy(() -> list(5).page(JsonSlice.ofText(""))).isInstanceOf(ProtocolError.class);
        assertThatThrownBy(() -> list(5).page(JsonSlice.NULL)).isInstanceOf(ProtocolError.class);
    }

    private static PagedList list(int size) {
        List<JsonSlice> entries = IntStream.range(0, size)
                .mapToObj(i -> JsonSlice.trusted(Integer.toString(i)))
                .toList();
        return new PagedList("n", entries, 2);
    }
}
