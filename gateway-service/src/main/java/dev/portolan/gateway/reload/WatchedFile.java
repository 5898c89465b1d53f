package dev.portolan.gateway.reload;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * A value that is what a file says. The file is looked at again and again: its bytes are compared, not its dates, so
 * that editors, copies with kept dates and the link swaps of Kubernetes are all seen. New bytes count once two looks
 * in a row have found them, so that a file caught half written is not taken for a policy without its last rules. If
 * they are bad, the value stays, which is logged once and told by {@link #failure()} until the file is mended.
 *
 * @param <T> the value; immutable
 */
public final class WatchedFile<T> {
    private static final Logger LOG = Logger.getLogger(WatchedFile.class);

    private final Path file;
    private final int maxBytes;
    private final FileFormat<T> format;
    private final List<BiConsumer<? super T, ? super T>> listeners = new CopyOnWriteArrayList<>();
    private volatile InForce<T> inForce;
    private volatile Optional<String> failure = Optional.empty();
    /** What the last look found, and the last thing found that was acted on. */
    private String seen;

    private String settled;

    private record InForce<T>(T value, String digest) {}

    private WatchedFile(WatchSettings settings, FileFormat<T> format) {
        this.file = settings.file();
        this.maxBytes = Math.toIntExact(settings.maxBytes());
        this.format = format;
        this.inForce = parse(FileContent.read(file, maxBytes));
        this.seen = inForce.digest();
        this.settled = seen;
    }

    /**
     * Reads the file for the first time.
     *
     * @throws BadFile if it cannot be used, since then there is no value to keep
     */
    public static <T> WatchedFile<T> open(WatchSettings settings, FileFormat<T> format) {
        return new WatchedFile<>(settings, format);
    }

    /** The value in force. */
    public T current() {
        return inForce.value();
    }

    /** Path of the file, as configured. */
    public Path file() {
        return file;
    }

    /** SHA-256 of the bytes the value in force was read from. */
    public String digest() {
        return inForce.digest();
    }

    /** Why the file is not in force as it stands, or empty if it is. */
    public Optional<String> failure() {
        return failure;
    }

    /**
     * Adds a listener that is told the value before and the value now, after each change, one at a time.
     *
     * @return the value that the first change will be a change from
     */
    public synchronized T onChange(BiConsumer<? super T, ? super T> listener) {
        listeners.add(listener);
        return current();
    }

    /** Looks at the file and acts on what the last two looks agree on. */
    synchronized void look() {
        String found;
        Optional<FileContent> content = Optional.empty();
        try {
            FileContent read = FileContent.read(file, maxBytes);
            content = Optional.of(read);
            found = read.digest();
        } catch (BadFile bad) {
            found = bad.text();
        }
        boolean stable = found.equals(seen);
        seen = found;
        if (!stable || found.equals(settled)) {
            return;
        }
        settled = found;
        if (content.isPresent()) {
            takeOver(content.get());
        } else {
            keep(found);
        }
    }

    /** Catches everything: a format that fails on a file is no better than a bad file, and must not end the watch. */
    private void takeOver(FileContent content) {
        InForce<T> before = inForce;
        if (content.digest().equals(before.digest())) {
            mended();
            return;
        }
        InForce<T> now;
        try {
            now = parse(content);
        } catch (BadFile bad) {
            keep(bad.text());
            return;
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s could not be read, through a fault of the gateway", file);
            keep(file + " is not usable: the gateway failed at reading it");
            return;
        }
        inForce = now;
        mended();
        LOG.infof("%s is in force as changed, SHA-256 %s", file, now.digest());
        listeners.forEach(listener -> tell(listener, before.value(), now.value()));
    }

    private InForce<T> parse(FileContent content) {
        Faults faults = new Faults(file);
        T value = format.read(content, faults);
        faults.throwIfAny();
        return new InForce<>(value, content.digest());
    }

    private void keep(String sentence) {
        failure = Optional.of(sentence);
        LOG.errorf("%s. What was in force before stays, SHA-256 %s", sentence, inForce.digest());
    }

    private void mended() {
        if (failure.isPresent()) {
            failure = Optional.empty();
            LOG.infof("%s is mended", file);
        }
    }

    /** Catches everything: a listener that fails must not keep the others from hearing, nor end the watch. */
    private void tell(BiConsumer<? super T, ? super T> listener, T before, T now) {
        try {
            listener.accept(before, now);
        } catch (RuntimeException e) {
            LOG.errorf(e, "A listener failed at the change of %s", file);
        }
    }
}
