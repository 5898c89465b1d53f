package dev.portolan.local.command;

import dev.portolan.local.installation.Environment;
import dev.portolan.local.installation.Installation;
import dev.portolan.local.process.ProcessIdentity;
import dev.portolan.local.report.ExitCode;
import dev.portolan.local.supervise.RunState;
import dev.portolan.local.supervise.ServiceState;
import dev.portolan.local.supervise.StateFile;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code ./portolan status}: what runs, on which ports, and what went wrong. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows all parts. Exit code 0: all ready; 3: nothing runs; 4: something is not ready.")
final class StatusCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Environment environment;

    StatusCommand(Terminal terminal, Environment environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Installation installation = Installation.from(environment);
        Optional<RunState> found = new StateFile(installation.state().stateFile()).read();
        if (found.isEmpty()) {
            terminal.out()
                    .println("Nothing is running with the state in "
                            + installation.state().root() + ". Start it with ./portolan up.");
            return ExitCode.NOT_RUNNING.number();
        }
        RunState run = found.get();
        run.services().forEach(this::print);
        if (!run.isAlive()) {
            terminal.out().println("The supervisor was ended by force; ./portolan down or up cleans up after it.");
            return ExitCode.DEGRADED.number();
        }
        terminal.out()
                .println(run.phase() + ", http://localhost:" + run.portBase() + "/mcp, state in "
                        + installation.state().root());
        return (run.isReady() ? ExitCode.OK : ExitCode.DEGRADED).number();
    }

    private void print(ServiceState service) {
        Optional<Long> pid = service.process().flatMap(ProcessIdentity::find).map(ProcessHandle::pid);
        String ports = service.ports().stream().map(String::valueOf).collect(Collectors.joining(", "));
        terminal.out()
                .println(String.format(
                                Locale.ROOT,
                                "%-18s %-11s %-16s %-12s %s",
                                service.id(),
                                service.status().name().toLowerCase(Locale.ROOT),
                                "port " + ports,
                                pid.map(id -> "pid " + id).orElse("no process"),
                                service.restarts() == 0 ? "" : "restarted " + service.restarts() + "×")
                        .stripTrailing());
        service.problem().ifPresent(problem -> terminal.out().println("    " + problem));
    }
}
