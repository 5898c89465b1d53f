package dev.portolan.audit.spool;

import dev.portolan.audit.spool.disk.Directory;
import dev.portolan.audit.spool.disk.DiskFile;
import dev.portolan.audit.spool.frame.Kind;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What a durable record costs, against what the same disk's own force costs in the same run. {@code docs/reference/
 * spool-format.md} has the command.
 */
final class SpoolBenchmark implements Spool.Follower {
    private static final int RECORD = 1_024;
    private static final int RATE = 1_000;
    private static final int CALLERS = 64;
    private static final long PHASE_NANOS = 5_000_000_000L;

    private record Waiting(long since, Runnable then) {}

    private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();
    private final List<Long> nanos = new ArrayList<>();
    private final Object lock = new Object();
    private long durable;
    private Spool running;

    private SpoolBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args.length > 0 ? args[0] : "target/spool-benchmark");
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        System.out.printf("%d-byte records, %s, %d rounds, milliseconds%n%n", RECORD, directory, rounds);
        System.out.println("| round | what | p50 | p99 | p99.9 | records/s |");
        System.out.println("|---|---|---|---|---|---|");
        for (int round = 1; round <= rounds; round++) {
            probe(directory.resolve("probe"), round);
            new SpoolBenchmark().run(directory.resolve("spool-" + System.nanoTime()), round);
        }
    }

    /** One write and one force of a record at a time, into allocated space, at the same rate. */
    private static void probe(Path directory, int round) throws Exception {
        List<Long> nanos = new ArrayList<>();
        try (Directory disk = Directory.open(directory);
                DiskFile file = disk.create("probe-" + System.nanoTime(), 64 << 20)) {
            long start = System.nanoTime();
            for (int i = 0; System.nanoTime() - start < PHASE_NANOS; i++) {
                until(start + i * 1_000_000_000L / RATE);
                long before = System.nanoTime();
                file.write(ByteBuffer.allocate(RECORD), (long) i * RECORD % ((64 << 20) - RECORD));
                file.force();
                nanos.add(System.nanoTime() - before);
            }
            disk.delete(file.name());
        }
        print(round, "force of the disk alone", nanos, 0);
    }

    private void run(Path directory, int round) throws Exception {
        SpoolSettings settings = SpoolSettings.of(64 << 20, 4L << 30);
        Directory disk = Directory.open(directory);
        try (Spool spool = Spool.open(disk, settings, UUID.randomUUID(), this)) {
            spool.start();
            running = spool;
            atRate(spool, 2);
            synchronized (lock) {
                nanos.clear();
            }
            atRate(spool, 5);
            print(round, RATE + " a second, from the moment each was due", nanos, 0);
            synchronized (lock) {
                nanos.clear();
            }
            long start = System.nanoTime();
            int count = callers(spool);
            double seconds = (System.nanoTime() - start) / 1e9;
            print(round, CALLERS + " callers, each one at a time", nanos, count / seconds);
        }
        try (Directory left = Directory.open(directory)) {
            for (String name : left.list()) {
                left.delete(name);
            }
        }
    }

    private void atRate(Spool spool, int seconds) throws InterruptedException {
        Semaphore done = new Semaphore(0);
        long start = System.nanoTime();
        int count = seconds * RATE;
        for (int i = 0; i < count; i++) {
            long due = start + i * 1_000_000_000L / RATE;
            until(due);
            append(spool, due, done::release);
        }
        done.acquire(count);
    }

    private int callers(Spool spool) throws InterruptedException {
        AtomicInteger count = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(CALLERS);
        long end = System.nanoTime() + PHASE_NANOS;
        for (int i = 0; i < CALLERS; i++) {
            new Thread(() -> {
                        Semaphore done = new Semaphore(0);
                        while (System.nanoTime() < end) {
                            append(spool, System.nanoTime(), done::release);
                            done.acquireUninterruptibly();
                            count.incrementAndGet();
                        }
                        ended.countDown();
                    })
                    .start();
        }
        ended.await();
        return count.get();
    }

    private void append(Spool spool, long since, Runnable then) {
        while (!spool.hasRoom()) {
            LockSupport.parkNanos(100_000);
        }
        Waiting mine = new Waiting(since, then);
        synchronized (lock) {
            long seq = spool.append(Kind.EVENT, new byte[RECORD], 0);
            waiting.put(seq, mine);
        }
    }

    @Override
    public void durable(long seq, long took) {
        long now = System.nanoTime();
        synchronized (lock) {
            while (durable < seq) {
                Waiting done = waiting.remove(++durable);
                if (done != null) {
                    nanos.add(now - done.since());
                    done.then().run();
                }
            }
        }
        // as while delivery keeps up: files are used again
        running.acknowledge(seq);
    }

    @Override
    public void dead(String why) {
        throw new IllegalStateException(why);
    }

    private static void until(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void print(int round, String what, List<Long> nanos, double rate) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "| %d | %s | %.2f | %.2f | %.2f | %s |%n",
                round,
                what,
                at(sorted, 0.5),
                at(sorted, 0.99),
                at(sorted, 0.999),
                rate == 0 ? "" : String.format("%,.0f", rate));
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
    }
}
