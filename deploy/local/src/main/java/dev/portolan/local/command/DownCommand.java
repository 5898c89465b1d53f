package dev.portolan.local.command;

import dev.portolan.local.installation.Environment;
import dev.portolan.local.installation.Installation;
import dev.portolan.local.installation.StateDirectory;
import dev.portolan.local.process.ChildProcess;
import dev.portolan.local.process.ProcessIdentity;
import dev.portolan.local.process.StopSignal;
import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import dev.portolan.local.report.Progress;
import dev.portolan.local.supervise.Leftovers;
import dev.portolan.local.supervise.RunState;
import dev.portolan.local.supervise.StateFile;
import dev.portolan.local.supervise.StateLock;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ./portolan down}: stops everything, keeps the data, leaves no process behind. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops all parts, last started first, and cleans up after an interrupted run. Keeps all data.")
final class DownCommand implements Callable<Integer> {

    /** Seven parts of at most fifteen seconds, and a little. */
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final Terminal terminal;
    private final Environment environment;

    DownCommand(Terminal terminal, Environment environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        StateDirectory state = Installation.from(environment).state();
        StateFile stateFile = new StateFile(state.stateFile());
        Optional<RunState> run = stateFile.read();
        if (!Files.isDirectory(state.root()) || run.isEmpty() && isFree(state)) {
            terminal.out().println("Nothing is running with the state in " + state.root() + ".");
            return ExitCode.OK.number();
        }
        Progress progress = new Progress(terminal.out(), terminal.clock());
        run.map(RunState::supervisor).flatMap(ProcessIdentity::find).ifPresent(supervisor -> {
            progress.step("supervisor", "stopping all parts");
            ChildProcess.stop(supervisor, StopSignal.TERM, BOUND);
        });
        try (StateLock lock = takeLock(state)) {
            stateFile
                    .read()
                    .ifPresent(left ->
                            Leftovers.end(left, id -> progress.step(id, "ending what an interrupted run left behind")));
            stateFile.clear();
        }
        terminal.out()
                .println("Stopped after " + Progress.seconds(progress.elapsed()) + ". Data is kept in " + state.root()
                        + ".");
        return ExitCode.OK.number();
    }

    private static boolean isFree(StateDirectory state) {
        Optional<StateLock> lock = StateLock.tryTake(state.lockFile());
        lock.ifPresent(StateLock::close);
        return lock.isPresent();
    }

    private static StateLock takeLock(StateDirectory state) {
        return StateLock.tryTake(state.lockFile())
                .orElseThrow(() -> new LaunchFailure(
                        ExitCode.FAILED,
                        "Another ./portolan holds " + state.lockFile()
                                + " and has not yet said which process it is: wait a second and try again."));
    }
}
