package dev.portolan.audit.access;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Outermost of all routes: whatever is answered with an error is on record, whoever did so. */
@Singleton
final class RejectionRoute {

    private static final String RECORDED = RejectionRoute.class.getName();

    private final Rejections rejections;

    RejectionRoute(Rejections rejections) {
        this.rejections = rejections;
    }

    /** Says that the rejection of this request is on record already. */
    static void isRecorded(RoutingContext context) {
        context.put(RECORDED, true);
    }

    void route(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::watch).failureHandler(this::watch);
    }

    /** A request that has no path fails before it is handled: it comes here only as a failure. */
    private void watch(RoutingContext context) {
        context.addHeadersEndHandler(answered -> answered(context));
        context.next();
    }

    private void answered(RoutingContext context) {
        int status = context.response().getStatusCode();
        if (status < 400 || context.get(RECORDED) != null) {
            return;
        }
        isRecorded(context);
        Reader reader = context.user() instanceof QuarkusHttpUser user
                ? Reader.of(user.getSecurityIdentity(), context.request())
                : Reader.nobody(context.request());
        rejections.rejected(
                reader, Access.rejected(String.valueOf(context.request().path()), status));
    }
}
