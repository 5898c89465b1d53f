package dev.portolan.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Under load, gateway, audit-service and PostgreSQL die at every named point and at any moment, the network is cut,
 * disks fail and clocks are wrong: what was promised holds. And if a safety is off, that is found out.
 */
class CrashIT {
    private static final int KILLS = Integer.getInteger("crash.kills", 26);
    private static final int ROUND = 100;
    private static final long LONG = 60_000;
    private static final String POSTGRES = "PostgreSQL";
    private static final String CUT = "network cut";

    private static Path work;
    private static Postgres postgres;
    private static SharedClasses classes;
    private static int runs;

    private final Map<String, Integer> deaths = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        work = Files.createTempDirectory(
                Files.createDirectories(Path.of(System.getProperty("crash.work", "target"))), "crash");
        postgres = new Postgres(work.resolve("postgres"));
        classes = new SharedClasses(work.resolve("classes"));
        try (Suite suite = newSuite()) {
            suite.rehearse();
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void whatWasPromisedHoldsWhereverItDies() throws Exception {
        long start = System.nanoTime();
        int calls = 0;
        int answered = 0;
        int effects = 0;
        int records = 0;
        int unknown = 0;
        for (int left = KILLS; left > 0; left -= ROUND) {
            try (Suite suite = newSuite()) {
                round(suite, Math.min(left, ROUND), new Random(left));
                Invariants invariants = suite.invariants();
                assertThat(invariants.violations()).as("seed %d", left).isEmpty();
                calls += suite.ledgers().calls();
                answered += suite.ledgers().answered().size();
                effects += suite.ledgers().effects().size();
                records += invariants.records();
                unknown += invariants.unknown();
            }
            System.out.printf(
                    "%d kills in %d s: %d calls, %d answered, %d effects, %d records, %d closed as unknown; I1 to I7:"
                            + " no violation%n",
                    kills(), (System.nanoTime() - start) / 1_000_000_000, calls, answered, effects, records, unknown);
        }
        new TreeMap<>(deaths).forEach((where, times) -> System.out.printf("%5d  %s%n", times, where));
        assertThat(kills()).isGreaterThanOrEqualTo(KILLS);
        assertThat(answered).isGreaterThan(kills());
    }

    private int kills() {
        return deaths.entrySet().stream()
                .filter(death -> !death.getKey().equals(CUT))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Control: a disk that says it forced and did not. */
    @Test
    void aDiskThatDoesNotForceIsFoundOut() throws Exception {
        try (Suite suite = newSuite()) {
            suite.link().cut();
            Child gateway = suite.gateway(new Life(CrashPoint.TOLD, 40, Life.DiskKind.LYING, 0, 1));
            assertThat(gateway.death(LONG)).isEqualTo(CrashPoint.TOLD);
            suite.link().mend();
            suite.gateway(Life.QUIET);
            suite.audit(Life.QUIET, true);
            suite.settle();

            assertThat(suite.invariants().violations()).containsKeys("I1", "I2");
        }
    }

    /** Control: rows, tree and numbers that do not move together. */
    @Test
    void statementsWithoutTransactionAreFoundOut() throws Exception {
        try (Suite suite = newSuite()) {
            suite.gateway(Life.QUIET);
            Child audit = suite.audit(new Life(CrashPoint.AFTER_COPY, 2, Life.DiskKind.PLAIN, 0, 1), false);
            assertThat(audit.death(LONG)).isEqualTo(CrashPoint.AFTER_COPY);

            assertThat(suite.invariants().violations()).containsKeys("I3", "I6");
        }
    }

    private static Suite newSuite() throws Exception {
        return new Suite(postgres, classes, work.resolve("run-" + ++runs));
    }

    /** So many deaths: of twenty, twelve are the gateway's, seven are audit-service's and one is PostgreSQL's. */
    private void round(Suite suite, int kills, Random random) throws Exception {
        int ofPostgres = Math.max(1, kills / 20);
        int ofAudit = kills * 7 / 20;
        List<Life> audits = lives(CrashPoint.Part.AUDIT, ofAudit, random);
        List<Life> gateways = lives(CrashPoint.Part.GATEWAY, kills - ofAudit - ofPostgres, random);
        ExecutorService lanes = Executors.newFixedThreadPool(3);
        AtomicBoolean over = new AtomicBoolean();
        suite.neighbours();
        try {
            Future<Void> gateway = lanes.submit(
                    () -> die(gateways, suite::gateway, () -> suite.ledgers().gateway(0)));
            Future<Void> audit = lanes.submit(() -> die(
                    audits, life -> suite.audit(life, true), () -> suite.link().leadTo(0)));
            Future<Void> others = lanes.submit(() -> disturb(suite, ofPostgres, over));
            gateway.get();
            audit.get();
            over.set(true);
            others.get();
            suite.settle();
        } finally {
            lanes.shutdownNow();
        }
    }

    /** As many at each point as at any other, and at any moment, in any order. */
    private static List<Life> lives(CrashPoint.Part part, int count, Random random) {
        List<CrashPoint> points = new ArrayList<>(CrashPoint.of(part));
        points.add(CrashPoint.RANDOM);
        List<Life> lives = new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> Life.ending(points.get(i % points.size()), part, random))
                .toList());
        Collections.shuffle(lives, random);
        return lives;
    }

    /** One after the other; the last is not ended, so that what is left can be delivered. */
    private Void die(List<Life> lives, Birth birth, Runnable gone) throws Exception {
        for (Life life : lives) {
            Child child = birth.of(life);
            CrashPoint at = child.death();
            gone.run();
            String with = life.disk() == Life.DiskKind.PLAIN ? "" : ", disk " + life.disk();
            counted(at + ": " + at.where() + with + (life.clock() == 0 ? "" : ", clock wrong"));
        }
        birth.of(Life.QUIET);
        return null;
    }

    /** PostgreSQL is killed, and the network is cut before, with calls answered in between while there is a gateway. */
    private Void disturb(Suite suite, int times, AtomicBoolean over) throws Exception {
        for (int i = 0; i < times; i++) {
            progress(suite, 30, over);
            suite.link().cut();
            counted(CUT);
            progress(suite, 10, over);
            suite.link().mend();
            progress(suite, 30, over);
            postgres.crash();
            postgres.start();
            counted(POSTGRES);
        }
        return null;
    }

    private static void progress(Suite suite, int answers, AtomicBoolean over) {
        int enough = suite.ledgers().answered().size() + answers;
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> over.get() || suite.ledgers().answered().size() >= enough);
    }

    private void counted(String death) {
        deaths.merge(death, 1, Integer::sum);
    }

    /** Starts a process for a life. */
    private interface Birth {
        Child of(Life life) throws IOException;
    }
}
