package dev.portolan.mcp.server.invoke;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.MetaKey;
import dev.portolan.mcp.server.Progress;
import dev.portolan.mcp.server.ProgressNotification;
import dev.portolan.mcp.server.ProgressToken;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The progress of one call: notifications that grow strictly, under the client's own token, until the call is
 * answered (MCP 2026-07-28, "Progress"). Thread-safe.
 */
public final class ProgressReports implements Progress {
    private final @Nullable ProgressToken token;
    private final Consumer<JsonSlice> out;
    private double last = Double.NEGATIVE_INFINITY;
    private boolean answered;

    /**
     * @param token null if the client did not ask for progress or cannot be told
     * @param out takes each notification that is to be sent
     */
    public ProgressReports(@Nullable ProgressToken token, Consumer<JsonSlice> out) {
        this.token = token;
        this.out = out;
    }

    /** From now on nothing is sent any more. */
    public synchronized void end() {
        answered = true;
    }

    @Override
    public Optional<ProgressToken> token() {
        return Optional.ofNullable(token);
    }

    @Override
    public ProgressNotification.Builder notificationBuilder() {
        return new Draft();
    }

    private synchronized void send(double progress, JsonObject said) {
        if (token == null || answered || !(progress > last)) {
            return;
        }
        last = progress;
        said.set(MetaKey.PROGRESS_TOKEN, JsonSlice.trusted(token.json()));
        out.accept(JsonRpc.notification(McpMethod.PROGRESS, said.toSlice()));
    }

    private static JsonSlice number(double value) {
        return JsonSlice.trusted(BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
    }

    private final class Draft implements ProgressNotification.Builder, ProgressNotification {
        private final JsonObject said = JsonObject.empty();
        private double progress;

        @Override
        public Draft setProgress(double value) {
            progress = value;
            return set("progress", value);
        }

        @Override
        public Draft setTotal(double value) {
            return set("total", value);
        }

        /** JSON has no word for what is not finite; saying nothing is the nearest. */
        private Draft set(String member, double value) {
            if (Double.isFinite(value)) {
                said.set(member, number(value));
            }
            return this;
        }

        @Override
        public Draft setMessage(String message) {
            said.set("message", message);
            return this;
        }

        @Override
        public ProgressNotification build() {
            return this;
        }

        @Override
        public void sendAndForget() {
            if (said.has("progress")) {
                send(progress, said);
            }
        }

        @Override
        public Uni<Void> sendAsync() {
            return Uni.createFrom().voidItem().invoke(this::sendAndForget);
        }
    }
}
