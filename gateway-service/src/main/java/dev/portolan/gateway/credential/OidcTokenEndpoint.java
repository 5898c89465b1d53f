package dev.portolan.gateway.credential;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.tracing.TracingPolicy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint of an OpenID provider, found by its metadata (OpenID Connect Discovery 1.0 §4) and asked by the
 * client-credentials grant (RFC 6749 §4.4, the client authenticated by HTTP Basic, §2.3.1).
 *
 * <p>Not quarkus-oidc-client: created at run time it leaves an HTTP client behind for every failed discovery, and it
 * writes the issuer's error texts to the log.
 */
final class OidcTokenEndpoint implements TokenEndpoint, AutoCloseable {
    private static final String METADATA = "/.well-known/openid-configuration";

    /** What a token is taken to last whose issuer does not say (RFC 6749 §5.1 only recommends it). */
    private static final long ASSUMED_SECONDS = 60;

    private final Vertx vertx;
    private final Context context;
    private final ServiceConfig config;
    private final Clock clock;
    private final HttpClient http;
    private volatile @Nullable String tokenUri;

    OidcTokenEndpoint(Vertx vertx, ServiceConfig config, Clock clock) {
        this.vertx = vertx;
        this.context = VertxContext.getRootContext(vertx.getOrCreateContext());
        this.config = config;
        this.clock = clock;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) config.timeout().toMillis())
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setMaxPoolSize(4));
    }

    @Override
    public Uni<ServiceToken> issue(String scope) {
        return Uni.createFrom()
                .completionStage(() -> issued(scope).toCompletionStage())
                .onFailure()
                .transform(failure -> {
                    tokenUri = null;
                    return new TokenUnavailable(scope, words(failure));
                });
    }

    /** On a context of its own: an answer can only be read where it arrives. */
    private Future<ServiceToken> issued(String scope) {
        Promise<ServiceToken> issued = Promise.promise();
        context.runOnContext(none -> located()
                .compose(uri -> exchange(HttpMethod.POST, uri, grant(scope)))
                .map(this::token)
                .onComplete(issued));
        return issued.future();
    }

    /** Only texts of this class pass; what Vert.x or the issuer says does not. */
    private static String words(Throwable failure) {
        return failure instanceof Refused refused
                ? String.valueOf(refused.getMessage())
                : "the issuer cannot be reached";
    }

    private Future<String> located() {
        String known = tokenUri;
        if (known != null) {
            return Future.succeededFuture(known);
        }
        String issuer = config.authServerUrl().toString();
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return exchange(HttpMethod.GET, base + METADATA, null).map(metadata -> {
            String found = text(metadata, "token_endpoint");
            tokenUri = found;
            return found;
        });
    }

    private Buffer grant(String scope) {
        return Buffer.buffer("grant_type=client_credentials&scope=" + form(scope));
    }

    private String basic() {
        String pair = form(config.clientId()) + ":" + form(config.clientSecret());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    private static String form(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private ServiceToken token(JsonObject answer) {
        Object lifetime = answer.getValue("expires_in");
        long seconds = lifetime instanceof Number number ? number.longValue() : ASSUMED_SECONDS;
        Instant now = clock.instant();
        long kept = Math.max(seconds / 2, seconds - config.expirySkew().toSeconds());
        return new ServiceToken(text(answer, "access_token"), now.plusSeconds(kept), now.plusSeconds(seconds));
    }

    private static String text(JsonObject answer, String member) {
        if (answer.getValue(member) instanceof String value && !value.isEmpty()) {
            return value;
        }
        throw new Refused("the issuer's answer has no " + member);
    }

    private Future<JsonObject> exchange(HttpMethod method, String uri, @Nullable Buffer body) {
        Promise<JsonObject> answer = Promise.promise();
        Duration timeout = config.timeout();
        long timer = vertx.setTimer(
                Math.max(1, timeout.toMillis()),
                id -> answer.tryFail(new Refused("the issuer did not answer within " + timeout.toMillis() + " ms")));
        RequestOptions options =
                new RequestOptions().setMethod(method).setAbsoluteURI(uri).setTimeout(timeout.toMillis());
        http.request(options)
                .compose(request -> {
                    answer.future().onFailure(failure -> request.reset());
                    return sent(request, body);
                })
                .compose(this::read)
                .onSuccess(answer::tryComplete)
                .onFailure(answer::tryFail);
        return answer.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private Future<HttpClientResponse> sent(HttpClientRequest request, @Nullable Buffer body) {
        request.putHeader(HttpHeaders.ACCEPT, "application/json");
        if (body == null) {
            return request.send();
        }
        request.putHeader(HttpHeaders.AUTHORIZATION, basic());
        request.putHeader(HttpHeaders.CONTENT_TYPE, "application/x-www-form-urlencoded");
        return request.send(body);
    }

    private Future<JsonObject> read(HttpClientResponse response) {
        Promise<JsonObject> read = Promise.promise();
        Buffer whole = Buffer.buffer();
        response.exceptionHandler(read::tryFail);
        response.handler(part -> {
            if (whole.length() + part.length() <= config.maxAnswerBytes()) {
                whole.appendBuffer(part);
            } else {
                read.tryFail(new Refused("the issuer's answer is too long"));
            }
        });
        response.endHandler(end -> parse(response.statusCode(), whole, read));
        return read.future();
    }

    private static void parse(int status, Buffer whole, Promise<JsonObject> read) {
        if (status != 200) {
            read.tryFail(new Refused("the issuer answered HTTP " + status));
            return;
        }
        try {
            read.tryComplete(new JsonObject(whole));
        } catch (DecodeException | ClassCastException notAnObject) {
            read.tryFail(new Refused("the issuer's answer is not a JSON object"));
        }
    }

    @Override
    public void close() {
        http.close();
    }

    /** A failure in our own words. */
    private static final class Refused extends RuntimeException {
        Refused(String text) {
            super(text, null, false, false);
        }
    }
}
