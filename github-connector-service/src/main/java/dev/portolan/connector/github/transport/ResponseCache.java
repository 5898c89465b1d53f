package dev.portolan.connector.github.transport;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers kept with their validators, so that the origin can say "not modified", which costs no budget at GitHub. An
 * answer is found only under the credential it was given to, and is used only after the origin confirmed it.
 */
public final class ResponseCache {

    /** An answer may take this share of the whole at most. */
    private static final int SHARE = 8;

    private static final int OVERHEAD = 256;

    /**
     * What an answer is found under.
     *
     * @param credential fingerprint of what was shown to the origin
     */
    public record Key(String credential, String accept, String target) {}

    private final long size;
    private final Cache<Key, RawResponse> answers;

    public ResponseCache(long size, Duration ttl, Ticker ticker) {
        this.size = size;
        this.answers = Caffeine.newBuilder()
                .maximumWeight(size)
                .weigher((Key key, RawResponse answer) -> weight(answer))
                .expireAfterWrite(ttl)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    public Optional<RawResponse> find(Key key) {
        return Optional.ofNullable(answers.getIfPresent(key));
    }

    /** Keeps an answer if it is whole, has a validator, and is not too large. */
    public void keep(Key key, RawResponse answer) {
        if (answer.status() == 200 && answer.header("etag").isPresent() && weight(answer) <= size / SHARE) {
            answers.put(key, answer);
        }
    }

    /** What was confirmed: the kept answer under the headers of the confirmation, which count the budget. */
    public RawResponse confirmed(Key key, RawResponse kept, RawResponse confirmation) {
        Map<String, String> headers = new HashMap<>(kept.headers());
        headers.putAll(confirmation.headers());
        RawResponse answer = new RawResponse(200, headers, kept.body());
        answers.put(key, answer);
        return answer;
    }

    private static int weight(RawResponse answer) {
        return OVERHEAD + 2 * answer.body().length();
    }
}
