package dev.portolan.audit.spool;

import java.util.ArrayList;
import java.util.List;

/** What a spool said. */
final class Told implements Spool.Follower {
    private final List<String> deaths = new ArrayList<>();
    private long durable;

    @Override
    public synchronized void durable(long seq, long nanos) {
        durable = seq;
        notifyAll();
    }

    @Override
    public synchronized void dead(String why) {
        deaths.add(why);
        notifyAll();
    }

    synchronized long durable() {
        return durable;
    }

    synchronized List<String> deaths() {
        return List.copyOf(deaths);
    }

    /** Until this record is durable, or the spool is dead. */
    synchronized void await(long seq) throws InterruptedException {
        while (durable < seq && deaths.isEmpty()) {
            wait();
        }
    }

    synchronized void awaitDeath() throws InterruptedException {
        while (deaths.isEmpty()) {
            wait();
        }
    }
}
