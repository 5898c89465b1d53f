package dev.portolan.mcp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Several messages in one body, which 2025-03-26 alone knows (basic, "Batching"). */
public final class Batch {
    private Batch() {}

    /**
     * The messages of a batch, in their order.
     *
     * @param array the body
     * @param most messages there may be
     * @throws ProtocolError 400 with {@link ErrorCode#INVALID_REQUEST} if there are none or too many, if one is no
     *     message, opens a session, belongs to a revision without sessions, or has the id of another
     */
    public static List<Message> read(JsonSlice array, int most) {
        List<JsonSlice> elements = array.elements();
        if (elements.isEmpty()) {
            throw invalid("a batch has at least one message");
        }
        if (elements.size() > most) {
            throw invalid("a batch has at most " + most + " messages here");
        }
        List<Message> messages = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonSlice element : elements) {
            Message message = message(element);
            if (message.kind() == Message.Kind.REQUEST
                    && !ids.add(message.requestId().json())) {
                throw invalid("two requests of the batch have the same id");
            }
            messages.add(message);
        }
        return messages;
    }

    private static Message message(JsonSlice element) {
        Message message;
        try {
            message = Message.of(element);
        } catch (ProtocolError fault) {
            throw invalid("a message of the batch is none: " + fault.text());
        }
        if (message.meta().claimsVersion()) {
            throw invalid("batches are not part of the revision that a message of the batch names");
        }
        if (message.method().equals(McpMethod.INITIALIZE)) {
            throw invalid("initialize is not part of a batch");
        }
        return message;
    }

    private static ProtocolError invalid(String what) {
        return new ProtocolError(400, ErrorCode.INVALID_REQUEST, what);
    }
}
