package dev.portolan.gateway.stream;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.audit.Attempt;
import dev.portolan.gateway.audit.AuditTrail;
import dev.portolan.gateway.session.LiveSessions;
import dev.portolan.gateway.session.Sender;
import dev.portolan.gateway.session.Sessions;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.ProtocolError;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** What a client of the older era does with its session beside posting messages: it listens, and it leaves. */
@Singleton
public class SessionRequests {
    private final Sessions sessions;
    private final LiveSessions live;
    private final StandingStreams standing;
    private final AuditTrail trail;

    SessionRequests(Sessions sessions, LiveSessions live, StandingStreams standing, AuditTrail trail) {
        this.sessions = sessions;
        this.live = live;
        this.standing = standing;
        this.trail = trail;
    }

    /**
     * GET: opens the standing stream of the session.
     *
     * @return how the stream ended, on record
     * @throws ProtocolError if the session is none of the sender's, or it takes no stream
     */
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
        return trail.served(attempt);
    }
}
