package dev.portolan.audit.spool;

import dev.portolan.audit.spool.disk.Directory;
import dev.portolan.audit.spool.frame.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * The process that {@link KillTest} kills. It appends from many threads, and says on standard output up to which record
 * all is durable. The text of a record is made from its number, so that whoever reads it knows what it should say.
 */
final class KilledProcess implements Spool.Follower {
    private static final int THREADS = 8;
    private static final int AHEAD = 500;

    private final Semaphore places = new Semaphore(AHEAD);
    private long last;
    private long before;

    private KilledProcess() {}

    public static void main(String[] args) throws Exception {
        new KilledProcess().run(Path.of(args[0]));
    }

    static String text(long seq) {
        return "record " + seq + " " + "abcdefgh".repeat((int) (seq % 100));
    }

    private void run(Path directory) throws Exception {
        Spool spool = Spool.open(Directory.open(directory), KillTest.SETTINGS, UUID.randomUUID(), this);
        last = spool.status().last();
        before = last;
        spool.orphans().forEach(orphan -> append(spool, Kind.OUTCOME, orphan.seq()));
        spool.start();
        for (int thread = 0; thread < THREADS; thread++) {
            new Thread(() -> append(spool)).start();
        }
    }

    @Override
    public void durable(long seq, long nanos) {
        System.out.println("durable " + seq + ".");
        places.release((int) (seq - before));
        before = seq;
    }

    @Override
    public void dead(String why) {
        System.out.println("dead " + why);
    }

    private void append(Spool spool) {
        while (true) {
            places.acquireUninterruptibly(2);
            if (spool.hasRoom()) {
                long intent = append(spool, Kind.INTENT, 0);
                append(spool, Kind.OUTCOME, intent);
            }
        }
    }

    /** Numbers are given in the order of appending, so under one lock the text can name its own number. */
    private synchronized long append(Spool spool, Kind kind, long intent) {
        last = spool.append(kind, text(last + 1).getBytes(StandardCharsets.UTF_8), intent);
        return last;
    }
}
