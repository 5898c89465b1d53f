package dev.portolan.crash;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.event.seal.Item;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Another gateway, which nobody ends: it delivers one batch after the other and repeats what was not taken. So batches
 * meet in one audit-service, or on the database of two.
 */
final class Neighbour implements AutoCloseable {
    private static final int MOST_RECORDS = 60;
    private static final long PAUSE_MILLIS = 50;

    private final Delivery delivery;
    private final UUID boot = UUID.randomUUID();
    private final UuidV7 ids = new UuidV7(Clock.systemUTC());
    private final Random random = new Random(7);
    private final Thread thread = new Thread(this::deliver, "neighbour");
    private volatile boolean stopped;
    private volatile long taken;

    /** Where batches go. */
    interface Delivery {
        /** Whether a batch was taken; if not, it comes again. */
        boolean take(byte[] batch) throws IOException, InterruptedException;
    }

    Neighbour(Delivery delivery) {
        this.delivery = delivery;
        thread.start();
    }

    UUID boot() {
        return boot;
    }

    /** Up to which number its records were taken. */
    long taken() {
        return taken;
    }

    /** Delivers nothing more when it returns; its last batch may or may not be there. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }

    private void deliver() {
        try {
            while (!stopped) {
                int count = 1 + random.nextInt(MOST_RECORDS);
                byte[] batch = batch(taken + 1, count);
                while (!stopped && !isTaken(batch, count)) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isTaken(byte[] batch, int count) throws InterruptedException {
        try {
            boolean is = delivery.take(batch);
            taken += is ? count : 0;
            return is;
        } catch (IOException nobodyThere) {
            return false;
        }
    }

    private byte[] batch(long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(seq -> AuditEvent.event(
                        ids.next(), ids.next(), new Source("neighbour", boot, seq), Outcome.of(Outcome.Code.SUCCESS)))
                .map(event -> new String(new Item(event.canonical(), "").bytes(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
