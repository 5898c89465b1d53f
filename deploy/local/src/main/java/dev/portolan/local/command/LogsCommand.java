package dev.portolan.local.command;

import dev.portolan.local.installation.Environment;
import dev.portolan.local.installation.Installation;
import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./portolan logs <service>}: what one part wrote since its last start. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Prints what a part wrote since it was last started; the start before is in .portolan/logs.")
final class LogsCommand implements Callable<Integer> {

    private static final long POLL_MILLIS = 250;
    private static final Map<String, String> ALSO_CALLED =
            Map.of("github", "github-connector", "db", "db-connector", "postgresql", "postgres");

    @Parameters(index = "0", paramLabel = "<service>", description = "gateway, audit, github-connector, …")
    private String service = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on printing until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "<n>",
            description = "Only the last n lines.")
    private int lines = -1;

    private final Terminal terminal;
    private final Environment environment;

    LogsCommand(Terminal terminal, Environment environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path log = find(Installation.from(environment).state().logs());
        Follower follower = new Follower(log);
        CountDownLatch never = new CountDownLatch(1);
        try {
            if (lines >= 0) {
                follower.skipTo(lines);
            }
            do {
                follower.copyNew(terminal.out());
            } while (follow && !never.await(POLL_MILLIS, TimeUnit.MILLISECONDS));
        } catch (IOException e) {
            throw LaunchFailure.io("reading " + log, e);
        }
        return ExitCode.OK.number();
    }

    private Path find(Path logs) {
        String id = service.endsWith("-service") ? service.substring(0, service.length() - 8) : service;
        List<String> known = known(logs);
        return Stream.of(service, id, ALSO_CALLED.getOrDefault(id, id))
                .filter(known::contains)
                .findFirst()
                .map(name -> logs.resolve(name + ".log"))
                .orElseThrow(() -> new LaunchFailure(
                        ExitCode.USAGE,
                        known.isEmpty()
                                ? "There are no logs in " + logs + " yet: run ./portolan up."
                                : "There is no log of " + service + ": choose one of " + String.join(", ", known)
                                        + "."));
    }

    private static List<String> known(Path logs) {
        if (!Files.isDirectory(logs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(logs)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw LaunchFailure.io("listing " + logs, e);
        }
    }
}
