package dev.portolan.gateway.socket;

import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A socket as frames: puts messages together and tells the living from the dead. Lives on the event loop of its
 * connection.
 */
final class Wire extends BoundedLine {
    private final ServerWebSocket socket;
    private final HttpConnection connection;
    private final Vertx vertx;
    private final SocketConfig config;
    private final int maxMessage;
    private final List<Long> timers = new ArrayList<>();
    private @Nullable Buffer partial;
    private boolean heard = true;

    /** @param maxMessage length of the longest message that is taken, in bytes */
    Wire(ServerWebSocket socket, HttpConnection connection, Vertx vertx, SocketConfig config, int maxMessage) {
        super(config.maxPending().asLongValue());
        this.socket = socket;
        this.connection = connection;
        this.vertx = vertx;
        this.config = config;
        this.maxMessage = maxMessage;
    }

    /**
     * Begins to listen.
     *
     * @param messages given each message as it came
     * @param unfit told why, when something comes that cannot be a message; the socket ends with it
     * @param whenOver run once when the socket has ended, whoever ended it
     */
    void open(Consumer<byte[]> messages, Consumer<ProtocolError> unfit, Runnable whenOver) {
        socket.frameHandler(frame -> framed(frame, messages, unfit));
        socket.drainHandler(ready -> drained());
        socket.exceptionHandler(broken -> abort());
        connection.exceptionHandler(broken -> broken(broken, unfit));
        socket.closeHandler(closed -> {
            ended();
            timers.forEach(vertx::cancelTimer);
            whenOver.run();
        });
        timers.add(vertx.setPeriodic(config.pingInterval().toMillis(), due -> ping()));
    }

    /** Ends the socket after that time. */
    void endAfter(long millis, CloseCode why) {
        timers.add(vertx.setTimer(Math.max(1, millis), due -> end(why)));
    }

    private void broken(Throwable failure, Consumer<ProtocolError> unfit) {
        if (!isEnded() && failure instanceof CorruptedWebSocketFrameException frame) {
            boolean tooLong = frame.closeStatus().code() == CloseCode.TOO_LONG.number();
            unfit.accept(new ProtocolError(
                    tooLong ? 413 : 400,
                    ErrorCode.INVALID_REQUEST,
                    tooLong ? CloseCode.TOO_LONG.reason() : "a frame breaks the WebSocket protocol"));
        }
        abort();
    }

    private void framed(WebSocketFrame frame, Consumer<byte[]> messages, Consumer<ProtocolError> unfit) {
        heard = true;
        if (isEnded() || !(frame.isText() || frame.isBinary() || frame.isContinuation())) {
            return;
        }
        Buffer data = frame.binaryData();
        if (frame.isBinary()) {
            unfit.accept(new ProtocolError(415, ErrorCode.INVALID_REQUEST, CloseCode.NOT_TEXT.reason()));
            end(CloseCode.NOT_TEXT);
        } else if (data.length() + (partial == null ? 0 : partial.length()) > maxMessage) {
            unfit.accept(new ProtocolError(413, ErrorCode.INVALID_REQUEST, CloseCode.TOO_LONG.reason()));
            end(CloseCode.TOO_LONG);
        } else {
            Buffer whole = (partial == null ? Buffer.buffer() : partial).appendBuffer(data);
            partial = frame.isFinal() ? null : whole;
            if (frame.isFinal()) {
                messages.accept(whole.getBytes());
            }
        }
    }

    @Override
    protected Future<Void> write(JsonSlice message) {
        return socket.writeTextMessage(message.json());
    }

    @Override
    protected boolean isClogged() {
        return socket.writeQueueFull();
    }

    @Override
    public void pause() {
        if (!isEnded()) {
            socket.pause();
        }
    }

    @Override
    public void resume() {
        if (!isEnded()) {
            socket.resume();
        }
    }

    private void ping() {
        if (!heard) {
            abort();
        } else if (!isEnded()) {
            heard = false;
            socket.writePing(Buffer.buffer());
        }
    }

    /** Ends the socket, and the connection too if the client does not agree in time. */
    @Override
    protected void close(CloseCode why) {
        socket.close(why.number(), why.reason());
        vertx.setTimer(config.closeDeadline().toMillis(), late -> abort());
    }

    /** Cuts the connection: a close frame would wait behind what is not read. */
    private void abort() {
        ended();
        var unused = ((ConnectionBase) connection).channelHandlerContext().close();
    }
}
