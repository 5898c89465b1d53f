package dev.portolan.crash;

import java.util.List;
import java.util.Random;

/**
 * How one process lives and dies.
 *
 * @param point where it dies
 * @param nth at the how manieth time it comes by; for {@link CrashPoint#RANDOM} after how many milliseconds
 * @param disk what the gateway's spool lies on
 * @param clock by how many seconds its clock is wrong
 * @param seed of what else is left to chance
 */
record Life(CrashPoint point, int nth, DiskKind disk, long clock, long seed) {

    /** What the spool lies on. */
    enum DiskKind {
        /** The real one: what was written survives the process. */
        PLAIN,
        /** Keeps what was forced, and of the rest some sectors: a power failure. */
        POWER,
        /** Has no space for further segments. */
        FULL,
        /** Fails to force now and then, and forgets what it should have forced. */
        FAILING,
        /** The control: says it forced and did not. */
        LYING
    }

    /** That nobody ends. */
    static final Life QUIET = new Life(CrashPoint.RANDOM, Integer.MAX_VALUE, DiskKind.PLAIN, 0, 0);

    private static final int TIMES = 8;
    private static final long HOUR = 3_600;
    private static final List<Long> CLOCKS = List.of(-HOUR, HOUR, -600L, -20 * 365 * 24 * HOUR, 64 * 365 * 24 * HOUR);

    /** A life that ends at this point, with a trouble of its own in one of three. */
    static Life ending(CrashPoint point, CrashPoint.Part part, Random random) {
        int trouble = part == CrashPoint.Part.GATEWAY ? random.nextInt(9) : Integer.MAX_VALUE;
        DiskKind disk =
                switch (trouble) {
                    case 0, 1 -> DiskKind.POWER;
                    case 2 -> DiskKind.FAILING;
                    case 3 -> DiskKind.FULL;
                    default -> DiskKind.PLAIN;
                };
        long clock = trouble == 4 ? CLOCKS.get(random.nextInt(CLOCKS.size())) : 0;
        return new Life(point, 1 + random.nextInt(TIMES), disk, clock, random.nextLong());
    }

    /** As arguments of a process. */
    List<String> arguments() {
        return List.of(point.name(), Integer.toString(nth), disk.name(), Long.toString(clock), Long.toString(seed));
    }

    /** The life that these arguments describe. */
    static Life of(String[] arguments, int from) {
        return new Life(
                CrashPoint.valueOf(arguments[from]),
                Integer.parseInt(arguments[from + 1]),
                DiskKind.valueOf(arguments[from + 2]),
                Long.parseLong(arguments[from + 3]),
                Long.parseLong(arguments[from + 4]));
    }
}
