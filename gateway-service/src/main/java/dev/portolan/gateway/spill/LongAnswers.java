package dev.portolan.gateway.spill;

import dev.portolan.mcp.StringSieve;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;

/** Takes answers that are too long for memory. */
@Singleton
public final class LongAnswers {
    private final SpillRoom room;
    private final Vertx vertx;
    private final long stallMillis;
    private final int inMemory;
    private final int longestInMemory;
    private final int longestString;

    LongAnswers(SpillRoom room, Vertx vertx, LongAnswersConfig config) {
        this.room = room;
        this.vertx = vertx;
        this.stallMillis = config.stall().toMillis();
        this.inMemory = Math.toIntExact(config.inMemory().asLongValue());
        this.longestInMemory = Math.toIntExact(config.longestInMemory().asLongValue());
        this.longestString = Math.toIntExact(config.longestString().asLongValue());
    }

    /** The longest answer that is held in memory if its long strings can be kept on disk. */
    public int inMemory() {
        return inMemory;
    }

    /** The longest answer that is held in memory if they cannot. */
    public int longestInMemory() {
        return longestInMemory;
    }

    /** Where the long strings of an answer go. To be called on the event loop that the answer arrives on. */
    public LongStrings open() {
        return new LongStrings(room, vertx, stallMillis);
    }

    /** What takes the long strings out of an answer. */
    public StringSieve sieve(LongStrings strings) {
        return new StringSieve(longestString, inMemory, strings);
    }
}
