package dev.portolan.tlog.bundle;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Work that is done on all processors, two tasks each ahead of who takes what comes of it, in the order of the tasks.
 *
 * @param <T> what comes of a task
 */
final class Ahead<T> implements AutoCloseable {

    private final Iterator<Callable<T>> tasks;
    private final int processors = Runtime.getRuntime().availableProcessors();
    private final ExecutorService workers = Executors.newFixedThreadPool(processors, task -> {
        Thread worker = new Thread(task, "ahead");
        worker.setDaemon(true);
        return worker;
    });
    private final Queue<Future<T>> begun = new ArrayDeque<>();

    Ahead(Iterator<Callable<T>> tasks) {
        this.tasks = tasks;
    }

    /** Whether there is a next one. */
    boolean hasNext() {
        while (begun.size() < 2 * processors && tasks.hasNext()) {
            begun.add(workers.submit(tasks.next()));
        }
        return !begun.isEmpty();
    }

    /** What came of the next task. @throws IOException if that is what it threw, or if this thread is interrupted */
    T next() throws IOException {
        try {
            return begun.remove().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
