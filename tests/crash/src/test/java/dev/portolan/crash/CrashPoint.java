package dev.portolan.crash;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Where a process can die. The harness says in which, and at the how manieth time it comes by. */
enum CrashPoint {
    BEFORE_APPEND(Part.GATEWAY, "records taken, nothing written"),
    WRITTEN_NOT_SYNCED(Part.GATEWAY, "written to the spool, not forced"),
    SYNCED_NOT_TOLD(Part.GATEWAY, "forced, nobody told"),
    ADMITTED_NOT_SENT(Part.GATEWAY, "intent durable, connector not asked"),
    IN_FLIGHT(Part.GATEWAY, "connector asked, no answer yet"),
    MID_STREAM(Part.GATEWAY, "part of the answer passed on"),
    ANSWERED_NOT_RECORDED(Part.GATEWAY, "connector answered, no outcome"),
    RECORDED_NOT_TOLD(Part.GATEWAY, "outcome durable, client not answered"),
    TOLD(Part.GATEWAY, "client answered"),
    BEFORE_DELIVERY(Part.GATEWAY, "batch read from the spool, not sent"),
    DELIVERED_NOT_ACKNOWLEDGED(Part.GATEWAY, "batch taken by audit-service, not noted"),

    BEFORE_COPY(Part.AUDIT, "boots locked, no row"),
    AFTER_COPY(Part.AUDIT, "rows copied, tree not moved"),
    BEFORE_COMMIT(Part.AUDIT, "all written, not committed"),
    AFTER_COMMIT(Part.AUDIT, "committed, not answered"),
    ANSWERED(Part.AUDIT, "gateway answered"),
    BEFORE_SIGN(Part.AUDIT, "head about to be read by the signer"),
    SIGNED_NOT_PUBLISHED(Part.AUDIT, "signed and remembered, not published"),
    PUBLISHED(Part.AUDIT, "checkpoint published"),

    /** Anywhere: by the harness, from outside. */
    RANDOM(Part.ANY, "from outside, at any moment");

    /** Which process passes it. */
    enum Part {
        GATEWAY,
        AUDIT,
        ANY
    }

    /** What a process that died at its point exits with. */
    static final int EXIT = 86;

    /** What a process exits with that its disk did not let come up. */
    static final int NOT_UP = 87;

    private static final AtomicInteger TIMES = new AtomicInteger();
    private static volatile CrashPoint chosen = RANDOM;
    private static volatile int nth;
    private static volatile Runnable lastAct = () -> {};

    private final Part part;
    private final String where;

    CrashPoint(Part part, String where) {
        this.part = part;
        this.where = where;
    }

    /** In words. */
    String where() {
        return where;
    }

    static List<CrashPoint> of(Part part) {
        return Stream.of(values()).filter(point -> point.part == part).toList();
    }

    /** In the process that is to die: at which point, at the how manieth time, and what its disk does then. */
    static void choose(CrashPoint point, int time, Runnable last) {
        chosen = point;
        nth = time;
        lastAct = last;
    }

    /** The process passes here. */
    void reached() {
        if (chosen == this && TIMES.incrementAndGet() == nth) {
            lastAct.run();
            Runtime.getRuntime().halt(EXIT);
        }
    }
}
