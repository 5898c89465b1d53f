package dev.portolan.gateway.stream;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.listen.Announcements;
import dev.portolan.gateway.listen.ListenConfig;
import dev.portolan.gateway.listen.ListenFilter;
import dev.portolan.gateway.listen.Registration;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one session of the older era hears of, and the connection it hears it on, if there is one at the moment. While
 * there is none, notices are kept for a while; after that only the subscriptions are. Guarded by itself.
 */
final class StandingStream {
    private static final List<String> LISTS =
            List.of(McpMethod.TOOLS_CHANGED, McpMethod.PROMPTS_CHANGED, McpMethod.RESOURCES_CHANGED);

    private final Endpoint endpoint;
    private final Announcements announcements;
    private final ListenConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private final Context loop;
    private final RecentEvents recent;
    private final Set<String> uris = new HashSet<>();
    private @Nullable Registration registration;
    private @Nullable StreamReader reader;
    private long told;
    private long lingering = -1;
    private boolean ended;

    StandingStream(Endpoint endpoint, Announcements announcements, ListenConfig config, Vertx vertx, Clock clock) {
        this.endpoint = endpoint;
        this.announcements = announcements;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
        this.loop = vertx.getOrCreateContext();
        this.recent = new RecentEvents(config.maxPending());
    }

    /**
     * Is read on this connection from now on, and on no other.
     *
     * @param lastEventId the last event that the client knows, or null if it does not say
     * @param primed whether the client's revision knows events that only tell an id
     * @throws CallRefused if the caller listens as often as it may
     */
    synchronized void attach(StreamReader next, Caller caller, @Nullable String lastEventId, boolean primed) {
        register(caller);
        vertx.cancelTimer(lingering);
        StreamReader before = reader;
        reader = next;
        if (before != null) {
            before.endSoon();
        }
        resume(lastEventId == null ? OptionalLong.of(told) : recent.number(lastEventId));
        next.begin(this::flush);
        if (primed) {
            next.prime(recent.id(told));
        }
        flush(next);
    }

    /** What cannot be continued may have changed in any way: the client is told to look at everything again. */
    private void resume(OptionalLong known) {
        if (known.isPresent() && recent.continues(known.getAsLong())) {
            told = known.getAsLong();
            return;
        }
        told = recent.last();
        LISTS.forEach(method -> recent.add(JsonRpc.notification(method, JsonSlice.EMPTY_OBJECT), told));
        for (String uri : uris) {
            JsonSlice params = JsonObject.empty().set("uri", uri).toSlice();
            recent.add(JsonRpc.notification(McpMethod.RESOURCE_UPDATED, params), told);
        }
    }

    /**
     * Hears of a resource too.
     *
     * @throws CallRefused if the caller may not know of the resource, or listens as often as it may
     */
    synchronized void subscribe(Caller caller, String uri) {
        announcements.check(caller, endpoint, uri);
        Registration open = register(caller);
        Set<String> wanted = new HashSet<>(uris);
        wanted.add(uri);
        open.update(wish(wanted));
        uris.add(uri);
        if (reader == null) {
            linger(caller.expiresAt());
        }
    }

    synchronized void unsubscribe(String uri) {
        if (uris.remove(uri) && registration != null) {
            registration.update(wish(uris));
        }
    }

    private Registration register(Caller caller) {
        Registration open = registration;
        if (open == null) {
            open = announcements.register(caller, endpoint, wish(uris), this::heard);
            registration = open;
        } else {
            open.renew(caller);
        }
        return open;
    }

    private static ListenFilter wish(Set<String> uris) {
        return new ListenFilter(true, true, true, uris);
    }

    /** Told on whatever thread, which may hold locks of its own: nothing is done on it. */
    private void heard(JsonSlice notification) {
        loop.runOnContext(then -> keep(notification));
    }

    private synchronized void keep(JsonSlice notification) {
        recent.add(notification, told);
        StreamReader now = reader;
        if (now != null) {
            now.run(() -> flush(now));
        }
    }

    private synchronized void flush(StreamReader now) {
        while (now == reader && now.takesMore()) {
            RecentEvents.Event next = recent.after(told);
            if (next == null) {
                return;
            }
            if (next.number() != told + 1) {
                now.cut();
                return;
            }
            told = next.number();
            now.write(recent.id(told), next.notification());
        }
    }

    /** The connection ended; its client may come back. */
    synchronized void left(StreamReader gone, Instant expiresAt) {
        if (reader == gone) {
            reader = null;
            linger(expiresAt);
        }
    }

    private void linger(Instant expiresAt) {
        vertx.cancelTimer(lingering);
        long rights = Duration.between(clock.instant(), expiresAt).toMillis();
        long wait = ended ? 1 : Math.max(1, Math.min(config.linger().toMillis(), rights));
        lingering = vertx.setTimer(wait, late -> rest());
    }

    private synchronized void rest() {
        if (reader == null && registration != null) {
            registration.close();
            registration = null;
            recent.forget();
            told = recent.last();
        }
    }

    /** Whether nothing but subscriptions is kept. */
    synchronized boolean isResting() {
        return registration == null;
    }

    /** Ends whatever connection there is, in good order; the client may come back. */
    synchronized void interrupt() {
        if (reader != null) {
            reader.endSoon();
        }
    }

    /** Ends for good. */
    synchronized void end() {
        ended = true;
        uris.clear();
        if (reader == null) {
            rest();
        } else {
            reader.endSoon();
        }
    }
}
