package dev.portolan.gateway.socket;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.audit.Attempt;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Origin;
import dev.portolan.gateway.edge.Endings;
import dev.portolan.gateway.edge.Entrance;
import dev.portolan.gateway.edge.MessageReader;
import dev.portolan.gateway.edge.Origination;
import dev.portolan.gateway.edge.Rounds;
import dev.portolan.gateway.resume.SessionRequests;
import dev.portolan.gateway.session.Sender;
import dev.portolan.gateway.stream.Client;
import dev.portolan.mcp.Message;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** What a socket needs of the edge: the same steps that a request over HTTP takes. */
@Singleton
public class Reception {
    private final Origination origination;
    private final Entrance entrance;
    private final MessageReader reader;
    private final Rounds rounds;
    private final SessionRequests sessions;
    private final Endings endings;

    Reception(
            Origination origination,
            Entrance entrance,
            MessageReader reader,
            Rounds rounds,
            SessionRequests sessions,
            Endings endings) {
        this.origination = origination;
        this.entrance = entrance;
        this.reader = reader;
        this.rounds = rounds;
        this.sessions = sessions;
        this.endings = endings;
    }

    Origin origin(Handshake handshake) {
        return origination.message(handshake.origin(), handshake.carrier());
    }

    /**
     * The caller, if the token still holds and the endpoint still exists for who bears it. Whoever brings a single
     * message has just been let in.
     */
    Uni<Caller> caller(Handshake handshake) {
        if (handshake.carrier() == Origin.Carrier.HTTP_SSE) {
            return Uni.createFrom().item(handshake.caller());
        }
        return entrance.callerOf(handshake.context(), handshake.endpoint(), challenge -> {});
    }

    /** @throws dev.portolan.mcp.ProtocolError if it is not one JSON-RPC message in JSON */
    Message read(Sender sender, byte[] body) {
        return Message.of(reader.read(sender, body));
    }

    /** @throws dev.portolan.mcp.ProtocolError if the message breaks the rules of its era */
    void take(Sender sender, Message message) {
        reader.take(sender, message);
    }

    /** @throws dev.portolan.mcp.ProtocolError if the message breaks the rules of its era */
    Asked asked(Sender sender, Origin origin, Message message, int bytesIn) {
        return reader.asked(sender, origin, message, bytesIn);
    }

    String sessionId(Asked initialize) {
        return reader.sessionId(initialize);
    }

    /**
     * Has a client of the older era hear what its session is told unasked.
     *
     * @return how that ended, on record
     */
    Uni<Answer> listen(Sender sender, Attempt attempt, Client client) {
        return Uni.createFrom()
                .deferred(() -> sessions.listen(sender, attempt, client))
                .onFailure()
                .recoverWithUni(why -> endings.refused(attempt, why));
    }

    Uni<Answer> answer(Asked asked, Client client) {
        return endings.answer(asked, () -> rounds.answer(asked, reader.ingress(), client));
    }

    Uni<Answer> refuse(Asked asked, CallRefused why) {
        return endings.refused(asked, why);
    }

    Uni<Answer> refuse(Attempt attempt, Throwable why) {
        return endings.refused(attempt, why);
    }
}
