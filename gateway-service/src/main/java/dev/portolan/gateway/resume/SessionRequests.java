package dev.portolan.gateway.resume;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.audit.Attempt;
import dev.portolan.gateway.audit.AuditTrail;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.session.LiveSessions;
import dev.portolan.gateway.session.Sender;
import dev.portolan.gateway.session.Sessions;
import dev.portolan.gateway.stream.ClientStream;
import dev.portolan.gateway.stream.StandingStreams;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.ProtocolError;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** What a client of the older era does with its session beside posting messages: it listens, comes back, leaves. */
@Singleton
public class SessionRequests {
    private final Sessions sessions;
    private final LiveSessions live;
    private final StandingStreams standing;
    private final AnswerStreams answers;
    private final AuditTrail trail;

    SessionRequests(
            Sessions sessions, LiveSessions live, StandingStreams standing, AnswerStreams answers, AuditTrail trail) {
        this.sessions = sessions;
        this.live = live;
        this.standing = standing;
        this.answers = answers;
        this.trail = trail;
    }

    /** The answer to a request of the session, which its client can come back for if it is a stream. */
    public AnswerStream answer(Asked asked, EventResponse response) {
        return answers.of(asked, response);
    }

    /**
     * GET: opens the standing stream of the session, or goes on with an answer whose stream broke off.
     *
     * @return how the stream ended, on record
     * @throws ProtocolError if the session is none of the sender's, it takes no stream, or the answer is gone
     */
    public Uni<Answer> get(Sender sender, Attempt attempt, EventResponse response) {
        String last = sender.header().apply(McpHeader.LAST_EVENT_ID);
        if (last == null || !AnswerStreams.isOfAnswer(last)) {
            return listen(sender, attempt, response);
        }
        sessions.of(sender);
        return answers.resume(sender, attempt, response, last);
    }

    /** Opens the standing stream of the session, likewise. */
    public Uni<Answer> listen(Sender sender, Attempt attempt, ClientStream client) {
        return standing.open(sender, sessions.of(sender), attempt, client);
    }

    /**
     * DELETE: ends the session.
     *
     * @return that it ended, on record
     * @throws ProtocolError if the session is none of the sender's
     */
    public Uni<Answer> leave(Sender sender, Attempt attempt) {
        sessions.end(sender);
        live.forget(String.valueOf(sender.header().apply(McpHeader.SESSION_ID)));
        standing.end(sender);
        answers.end(sender);
        return trail.served(attempt);
    }
}
