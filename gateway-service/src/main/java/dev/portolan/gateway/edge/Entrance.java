package dev.portolan.gateway.edge;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.Origin;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.identity.Callers;
import dev.portolan.gateway.identity.Challenge;
import dev.portolan.gateway.identity.NotAuthenticated;
import dev.portolan.gateway.identity.Origins;
import dev.portolan.gateway.relay.Relay;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/** Lets in whoever comes from where one may come from and says who they are. */
@Singleton
public class Entrance {
    private static final String TAKEN = Entrance.class.getName();

    private final Origins origins;
    private final Callers callers;
    private final Challenge challenge;
    private final Endpoints endpoints;
    private final Origination origination;
    private final Relay relay;

    Entrance(
            Origins origins,
            Callers callers,
            Challenge challenge,
            Endpoints endpoints,
            Origination origination,
            Relay relay) {
        this.origins = origins;
        this.callers = callers;
        this.challenge = challenge;
        this.endpoints = endpoints;
        this.origination = origination;
        this.relay = relay;
    }

    /** Takes charge of a request: whoever does sees to its record. Says where the request comes from. */
    public Origin take(RoutingContext context) {
        context.put(TAKEN, true);
        return origination.of(context.request());
    }

    /** Whether somebody took charge of it. */
    public static boolean hasTaken(RoutingContext context) {
        return context.get(TAKEN) != null;
    }

    /**
     * Who sends the request; fails with {@link CallRefused}.
     *
     * @param challenged given what to tell the client of how to be let in, before such a failure
     */
    public Uni<Caller> callerOf(RoutingContext context, Endpoint endpoint, Consumer<String> challenged) {
        return Uni.createFrom()
                .deferred(() -> {
                    if (relay.clientOf(context.request()).isEmpty()) {
                        // Else the replica that sent it on has checked how the client addresses the gateway.
                        origins.check(context.request());
                    }
                    return callers.callerOf(context, endpoint);
                })
                .invoke(caller -> endpoints.check(endpoint, caller))
                .onFailure(NotAuthenticated.class)
                .transform(failure -> refusal(failure, endpoint, challenged));
    }

    private CallRefused refusal(NotAuthenticated why, Endpoint endpoint, Consumer<String> challenged) {
        if (why.kind() == NotAuthenticated.Kind.PROVIDER_UNAVAILABLE) {
            return new CallRefused(Refusal.IDENTITY_UNAVAILABLE, why.text());
        }
        challenged.accept(challenge.header(why, endpoint));
        return new CallRefused(Refusal.UNAUTHENTICATED, why.text());
    }
}
