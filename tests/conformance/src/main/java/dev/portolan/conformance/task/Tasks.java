package dev.portolan.conformance.task;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The tasks there are, until their lifetime is over. */
public final class Tasks {
    /** The extension that a client declares and a server offers. */
    public static final String EXTENSION = "io.modelcontextprotocol/tasks";

    private static final int MOST = 1_000;

    private final Map<String, Task> byId = new ConcurrentHashMap<>();
    private final List<Consumer<Task>> watchers = new CopyOnWriteArrayList<>();
    private final Clock clock;
    private final ScheduledExecutorService later;

    /** @param later does the work of tasks when its time has come */
    public Tasks(Clock clock, ScheduledExecutorService later) {
        this.clock = clock;
        this.later = later;
    }

    /** Tells a watcher of every change of every task. */
    public void watch(Consumer<Task> watcher) {
        watchers.add(watcher);
    }

    /** The task of that name, or empty if there is none any more. */
    public Optional<Task> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Task create() {
        byId.values().removeIf(task -> task.isOlderThan(clock.instant().minus(Task.LIFETIME)));
        if (byId.size() >= MOST) {
            throw new IllegalStateException("more than " + MOST + " tasks");
        }
        Task task = new Task(
                UUID.randomUUID().toString(), clock, changed -> watchers.forEach(watcher -> watcher.accept(changed)));
        byId.put(task.id(), task);
        return task;
    }

    void after(long millis, Runnable work) {
        var unused = later.schedule(work, millis, TimeUnit.MILLISECONDS);
    }
}
