package dev.portolan.local.command;

import dev.portolan.local.installation.Environment;
import dev.portolan.local.installation.Installation;
import dev.portolan.local.installation.Ports;
import dev.portolan.local.installation.StateDirectory;
import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import dev.portolan.local.report.Progress;
import dev.portolan.local.suite.ConfigFiles;
import dev.portolan.local.suite.ExternalParts;
import dev.portolan.local.suite.ExtraConnector;
import dev.portolan.local.suite.ReadyBlock;
import dev.portolan.local.suite.Suite;
import dev.portolan.local.supervise.Leftovers;
import dev.portolan.local.supervise.RunDescription;
import dev.portolan.local.supervise.StateFile;
import dev.portolan.local.supervise.StateLock;
import dev.portolan.local.supervise.Supervisor;
import dev.portolan.local.welcome.WelcomeRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./portolan up}: starts everything and stays until it is stopped. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Builds what is not built, starts all parts and says how to use them. Ctrl-C stops them.")
final class UpCommand implements Callable<Integer> {

    private static final Duration RESTART_AFTER = Duration.ofSeconds(1);

    @Option(names = "--detach", description = "Return when everything is ready, and leave it running.")
    private boolean detach;

    @Option(
            names = "--connector",
            paramLabel = "<id>=<url>",
            description = {
                "Federate another MCP server by its Streamable HTTP endpoint,",
                "or as a program: <id>=stdio:<command>. Repeatable."
            })
    private List<String> connectors = new ArrayList<>();

    @Option(
            names = "--only",
            paramLabel = "<part>",
            description = "Start only this part and what it depends on, e.g. to run another one in an IDE. Repeatable.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--gateways",
            paramLabel = "<n>",
            description = "Replicas of the gateway, 1 to " + Ports.MOST_GATEWAYS
                    + ", to stand behind a balancer of yours; each prints its port under status.")
    private int gateways = 1;

    private final Terminal terminal;
    private final Environment environment;

    UpCommand(Terminal terminal, Environment environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        Installation installation = Installation.from(environment);
        ExternalParts external = ExternalParts.from(environment);
        List<ExtraConnector> extra = extraConnectors();
        if (gateways < 1 || gateways > Ports.MOST_GATEWAYS) {
            throw new LaunchFailure(
                    ExitCode.USAGE, "--gateways is " + gateways + ": choose 1 to " + Ports.MOST_GATEWAYS + ".");
        }
        installation.state().create();
        if (detach) {
            return new DetachedUp(terminal, installation).run(connectors, only, gateways);
        }
        StateFile stateFile = new StateFile(installation.state().stateFile());
        try (StateLock lock = StateLock.take(installation.state().lockFile(), stateFile.read())) {
            return runLocked(installation, external, extra, stateFile);
        }
    }

    private Integer runLocked(
            Installation installation, ExternalParts external, List<ExtraConnector> extra, StateFile stateFile)
            throws InterruptedException {
        StateDirectory state = installation.state();
        Progress progress = new Progress(terminal.out(), terminal.clock());
        stateFile
                .read()
                .ifPresent(earlier ->
                        Leftovers.end(earlier, id -> progress.step(id, "ending what an interrupted run left behind")));
        new ConfigFiles(state.config()).write(installation.ports(), extra);
        if (environment.text("GIT_ROOT").isEmpty() && new WelcomeRepository(state.git()).create()) {
            progress.step("git", "made the sample repository welcome");
        }
        Suite suite = new Suite(installation, external, gateways);
        RunDescription run = new RunDescription(
                stateFile,
                state.logs(),
                installation.platform().ownSession(),
                installation.ports().base(),
                suite.issuer(),
                RESTART_AFTER);
        Supervisor supervisor = new Supervisor(suite.specs(only), run, progress, terminal.clock());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(supervisor, stateFile), "stop"));
        try {
            supervisor.start();
            terminal.out().println(readyText(installation, external, extra, progress));
            supervisor.markRunning();
        } catch (LaunchFailure e) {
            end(supervisor, stateFile);
            throw e;
        }
        supervisor.awaitStopped();
        return ExitCode.OK.number();
    }

    private String readyText(
            Installation installation, ExternalParts external, List<ExtraConnector> extra, Progress progress) {
        if (only.isEmpty() || only.contains(Suite.GATEWAY)) {
            return new ReadyBlock(installation, external, extra).text(progress.elapsed());
        }
        return "Ready after " + Progress.seconds(progress.elapsed()) + ": " + String.join(", ", only)
                + " and what they depend on.";
    }

    private static void end(Supervisor supervisor, StateFile stateFile) {
        try {
            supervisor.stop();
            supervisor.awaitStopped();
            stateFile.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<ExtraConnector> extraConnectors() {
        List<ExtraConnector> extra =
                connectors.stream().map(ExtraConnector::parse).toList();
        String twice =
                extra.stream()
                        .collect(Collectors.groupingBy(ExtraConnector::id, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .filter(each -> each.getValue() > 1)
                        .map(java.util.Map.Entry::getKey)
                        .collect(Collectors.joining(", "));
        if (!twice.isEmpty()) {
            throw new LaunchFailure(ExitCode.USAGE, "--connector names " + twice + " more than once: ids are unique.");
        }
        return extra;
    }
}
