package dev.portolan.gateway.relay;

import dev.portolan.gateway.call.Home;
import dev.portolan.gateway.screen.RequestStates;
import dev.portolan.gateway.screen.TaskIds;
import dev.portolan.gateway.session.Sender;
import dev.portolan.gateway.session.Sessions;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.Message;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where that lives which a request goes on with: a session of the older era, with the questions its client is asked
 * and the streams it hears; or a call or a task that asked for input, with the connector that waits for it.
 */
@Singleton
class Whereabouts {
    private final Home here;
    private final Sessions sessions;
    private final RequestStates states;
    private final TaskIds tasks;

    Whereabouts(Home here, Sessions sessions, RequestStates states, TaskIds tasks) {
        this.here = here;
        this.sessions = sessions;
        this.states = states;
        this.tasks = tasks;
    }

    /**
     * The replica that should serve a request, if it is another one and can be reached.
     *
     * @param message what is asked; null if only the headers say with what it goes on
     */
    Optional<Home> elsewhere(Sender sender, @Nullable Message message) {
        if (here.url().isEmpty()) {
            // One that no other can reach is alone: what it hands out comes back to it.
            return Optional.empty();
        }
        return sessions.find(sender)
                .map(Sessions.Session::home)
                .or(() -> Optional.ofNullable(message).flatMap(asked -> elsewhere(sender, asked.params())))
                .filter(home -> !home.url().isEmpty() && !home.url().equals(here.url()));
    }

    private Optional<Home> elsewhere(Sender sender, JsonObject params) {
        String state = params.text("requestState");
        String task = params.text("taskId");
        if (state != null) {
            return states.home(sender.caller(), state);
        }
        return task == null ? Optional.empty() : tasks.home(sender.caller(), sender.endpoint(), task);
    }
}
