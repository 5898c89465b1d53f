package dev.portolan.audit.outward;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks servers of others: the whole exchange is bounded in time, the answer in size. Redirects are not followed. */
public final class OutwardHttp {

    private final Duration timeout;
    private final int mostBytes;
    private final HttpClient http;

    /**
     * @param timeout until the last byte of an answer is there
     * @param mostBytes an answer may have
     */
    public OutwardHttp(Duration timeout, int mostBytes) {
        this.timeout = timeout;
        this.mostBytes = mostBytes;
        // no upgrade to HTTP/2 offered: small servers do not expect one
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /** Whether this can be asked: {@code http} or {@code https} with a host. */
    public static boolean canAsk(URI server) {
        String scheme = server.getScheme() == null ? "" : server.getScheme().toLowerCase(Locale.ROOT);
        return (scheme.equals("http") || scheme.equals("https")) && server.getHost() != null;
    }

    /** Asks. @throws IOException whose message is ours, if there was no whole answer within the bounds */
    public HttpResponse<byte[]> ask(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, head -> new Limited(mostBytes));
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer in " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TooLong
                    ? new IOException("more than " + mostBytes + " bytes of answer")
                    : new IOException("no answer", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            // ends the exchange if it is not over
            answer.cancel(true);
        }
    }

    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Keeps so many bytes of a body and gives up at the next. */
    private static final class Limited implements BodySubscriber<byte[]> {

        private final int most;
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;

        Limited(int most) {
            this.most = most;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscribed) {
            subscription = subscribed;
            subscribed.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                if (read.size() + part.remaining() > most && subscription != null) {
                    subscription.cancel();
                    body.completeExceptionally(new TooLong());
                    return;
                }
                byte[] bytes = new byte[part.remaining()];
                part.get(bytes);
                read.write(bytes, 0, bytes.length);
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(read.toByteArray());
        }
    }
}
