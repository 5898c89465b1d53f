package dev.portolan.local.report;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Prints one line per step with the time since the command began. Safe for use by several threads. */
public final class Progress {

    private final PrintStream out;
    private final Clock clock;
    private final Instant begun;

    /**
     * Time is counted from here.
     *
     * @param out where lines go
     * @param clock tells the time
     */
    public Progress(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /**
     * One step of one part.
     *
     * @param part the part, e.g. {@code keycloak}
     * @param step what happens to it now
     */
    public void step(String part, String step) {
        line(String.format(Locale.ROOT, "[%6s] %-26s %s", seconds(elapsed()), part, step));
    }

    /**
     * A line as it is.
     *
     * @param text the line
     */
    public synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    /**
     * The time since the command began.
     *
     * @return never negative in practice
     */
    public Duration elapsed() {
        return Duration.between(begun, clock.instant());
    }

    /**
     * A duration the way progress lines show it.
     *
     * @param duration any duration
     * @return seconds with one decimal, e.g. {@code 12.3 s}
     */
    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
