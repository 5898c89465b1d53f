package dev.portolan.conformance.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The official conformance suite, as a program that is run against an endpoint. */
public final class Judge {
    private static final Path WORK = Path.of(System.getProperty("portolan.work"));
    private static final Duration LONGEST = Duration.ofMinutes(6);
    private static final Duration LONGEST_SCENARIO = Duration.ofSeconds(10);

    private final NpmPackages packages;

    private Judge(NpmPackages packages) {
        this.packages = packages;
    }

    /**
     * The suite at its pinned version.
     *
     * @throws org.opentest4j.TestAbortedException if it cannot be had on this machine
     */
    public static Judge fromNpm() {
        return new Judge(NpmPackages.installedIn(WORK.resolve("npm")));
    }

    /**
     * Runs every scenario of a revision, and adds to the report what they came to.
     *
     * @param what the name of this run, of which no other must be
     * @param url the endpoint, on the loopback interface
     * @param revision {@code 2025-11-25} or {@code 2026-07-28}
     */
    public Judgement judge(String what, String url, String revision) {
        Path output = WORK.resolve("conformance").resolve(what.replace(' ', '-') + "-" + revision);
        try {
            delete(output);
            Files.createDirectories(output);
            Process suite = new ProcessBuilder(
                            packages.node().toString(),
                            packages.suite().resolve("dist/index.js").toString(),
                            "server",
                            "--url",
                            url,
                            "--requirements",
                            revision,
                            "--timeout",
                            Long.toString(LONGEST_SCENARIO.toMillis()),
                            "-o",
                            output.resolve("scenarios").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.resolve("run.log").toFile())
                    .start();
            // Its exit code says less than the checks it wrote: it takes nothing proved for nothing wrong.
            exitCode(suite, LONGEST);
            Judgement judgement = Judgement.read(output.resolve("scenarios"), required(revision));
            Report.add(WORK.resolve("conformance/report.txt"), what + ", " + revision, judgement);
            return judgement;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The scenarios that the suite's own, frozen list of a revision requires of a server. */
    private List<String> required(String revision) throws IOException {
        List<String> required = new ArrayList<>();
        boolean server = false;
        for (String line : Files.readAllLines(packages.suite().resolve("requirements/" + revision + ".yaml"))) {
            if (line.matches("\\w+:\\s*")) {
                server = line.startsWith("server:");
            } else if (server && line.startsWith("  - ")) {
                required.add(line.substring(4).strip());
            }
        }
        return required;
    }

    static int exitCode(Process process, Duration atMost) {
        try {
            if (process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new AssertionError("it did not end within " + atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
