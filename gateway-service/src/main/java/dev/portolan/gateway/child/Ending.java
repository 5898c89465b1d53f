package dev.portolan.gateway.child;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The end of a process and of all that it started: it may end by itself, is then told to, and at last made to. Its
 * streams are left to those who use them, since closing one may wait for the process.
 */
final class Ending {
    private final Process process;
    private final ChildConfig config;

    Ending(Process process, ChildConfig config) {
        this.process = process;
        this.config = config;
    }

    /** Its input has ended, or soon will. Returns when the processes are gone or can no more be waited for. */
    void run() throws InterruptedException {
        List<ProcessHandle> tree = tree();
        if (areGone(tree, config.stopWait())) {
            return;
        }
        tree = Stream.concat(tree.stream(), tree().stream()).distinct().toList();
        tree.forEach(ProcessHandle::destroy);
        if (areGone(tree, config.killWait())) {
            return;
        }
        tree = Stream.concat(tree.stream(), tree().stream()).distinct().toList();
        tree.forEach(ProcessHandle::destroyForcibly);
        areGone(tree, config.killWait());
    }

    private List<ProcessHandle> tree() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    private static boolean areGone(List<ProcessHandle> tree, Duration atMost) throws InterruptedException {
        CompletableFuture<?>[] ends = tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException unknown) {
            return false;
        }
    }
}
