package dev.portolan.conformance.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What all runs came to, scored or not, for people: in the build's output and in a file. */
final class Report {
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private Report() {}

    /** Adds a run; the first of this process begins the file anew. */
    static void add(Path file, String run, Judgement judgement) throws IOException {
        long passed = judgement.scored().stream()
                .filter(result -> result.verdict() == Verdict.PASS)
                .count();
        String heading = "%s: %d of %d scored scenarios pass%n"
                .formatted(run, passed, judgement.scored().size());
        String lines = Stream.of(judgement.scored(), judgement.unscored())
                .flatMap(List::stream)
                .map(Report::line)
                .collect(Collectors.joining());
        System.out.print(heading + lines);
        StandardOpenOption where =
                BEGUN.getAndSet(true) ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        Files.writeString(file, heading + lines + "\n", StandardOpenOption.CREATE, StandardOpenOption.WRITE, where);
    }

    private static String line(ScenarioResult result) {
        String line = "  %-4s %-8s %-50s %d passed, %d failed, %d skipped%n"
                .formatted(
                        result.verdict(),
                        result.scored() ? "scored" : "unscored",
                        result.scenario(),
                        result.successes(),
                        result.failed(),
                        result.skipped().size());
        return line
                + result.complaints().stream()
                        .map(complaint -> "         " + complaint.replaceAll("\\s+", " ") + "\n")
                        .collect(Collectors.joining());
    }
}
