package dev.portolan.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Reply;
import dev.portolan.gateway.catalog.Listing;
import dev.portolan.gateway.speech.Ask;
import dev.portolan.gateway.speech.Introduction;
import dev.portolan.gateway.speech.Speech;
import dev.portolan.gateway.transport.Ear;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListReaderTest {
    private static final ListReader.Bounds BOUNDS = new ListReader.Bounds(5, 10);

    /** Answers tools/list by cursor; "-" stands for none. */
    private static final class StubSpeech implements Speech {
        private final Map<String, String> pages;
        private final List<String> asked = new ArrayList<>();

        StubSpeech(Map<String, String> pages) {
            this.pages = pages;
        }

        @Override
        public Uni<Reply> ask(Ask ask) {
            String cursor =
                    ask.params().has("cursor") ? String.valueOf(ask.params().text("cursor")) : "-";
            asked.add(cursor);
            @Nullable String page = pages.get(cursor);
            boolean failed = page == null;
            return Uni.createFrom()
                    .item(new Reply(
                            failed,
                            JsonSlice.trusted(failed ? "{\"code\":-32603,\"message\":\"m\"}" : page),
                            1,
                            false));
        }

        @Override
        public Runnable stand(Wish wish, Ear ear) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean subscribesByRequest() {
            return false;
        }

        @Override
        public Uni<Introduction> introduce() {
            throw new UnsupportedOperationException();
        }
    }

    private static Listing read(StubSpeech speech) {
        Introduction introduction = Introduction.of(
                List.of(), JsonObject.empty().set("capabilities", JsonSlice.trusted("{\"tools\":{}}")), null);
        return new ListReader("c", speech, BOUNDS).read(introduction).await().indefinitely();
    }

    @Test
    void readsAllPagesToTheEndWhereAnEmptyCursorIsACursor() {
        StubSpeech speech = new StubSpeech(Map.of(
                "-", "{\"tools\":[{\"name\":\"a\"}],\"nextCursor\":\"\"}",
                "", "{\"tools\":[],\"nextCursor\":\"x\"}",
                "x", "{\"tools\":[{\"name\":\"b\"}]}"));

        assertThat(read(speech).tools())
                .extracting(JsonSlice::json)
                .containsExactly("{\"name\":\"a\"}", "{\"name\":\"b\"}");
        assertThat(speech.asked).containsExactly("-", "", "x");
    }

    @Test
    void aPageThatFailsFailsTheWholeSoThatNothingIsLost() {
        StubSpeech speech = new StubSpeech(Map.of("-", "{\"tools\":[{\"name\":\"a\"}],\"nextCursor\":\"gone\"}"));

        assertThatThrownBy(() -> read(speech)).isInstanceOf(CallRefused.class).hasMessageContaining("tools/list");
    }

    @Test
    void aListThatRunsInCirclesOrGrowsWithoutBoundIsGivenUp() {
        assertThatThrownBy(() -> read(new StubSpeech(Map.of(
                        "-", "{\"tools\":[],\"nextCursor\":\"x\"}", "x", "{\"tools\":[],\"nextCursor\":\"x\"}"))))
                .isInstanceOf(CallRefused.class);
        String many = "{\"tools\":[" + "{\"name\":\"a\"},".repeat(10) + "{\"name\":\"a\"}]}";
        assertThatThrownBy(() -> read(new StubSpeech(Map.of("-", many)))).isInstanceOf(CallRefused.class);
    }

    @Test
    void whatIsNotOfferedIsNotAskedFor() {
        StubSpeech speech = new StubSpeech(Map.of());
        Introduction nothing = Introduction.of(List.of(), JsonObject.empty(), null);

        assertThat(new ListReader("c", speech, BOUNDS)
                        .read(nothing)
                        .await()
                        .indefinitely()
                        .tools())
                .isEmpty();
        assertThat(speech.asked).isEmpty();
    }
}
