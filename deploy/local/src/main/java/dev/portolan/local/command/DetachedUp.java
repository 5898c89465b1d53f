package dev.portolan.local.command;

import dev.portolan.local.installation.Installation;
import dev.portolan.local.process.ChildProcess;
import dev.portolan.local.process.Launch;
import dev.portolan.local.process.LogFile;
import dev.portolan.local.process.StopSignal;
import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import dev.portolan.local.supervise.Phase;
import dev.portolan.local.supervise.RunState;
import dev.portolan.local.supervise.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code up --detach}: runs {@code up} in a session of its own, shows what it says, and returns when it is ready. */
final class DetachedUp {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STOP_BOUND = Duration.ofMinutes(2);

    private final Terminal terminal;
    private final Installation installation;

    DetachedUp(Terminal terminal, Installation installation) {
        this.terminal = terminal;
        this.installation = installation;
    }

    int run(List<String> connectors, List<String> only, int gateways) throws InterruptedException {
        LogFile log = new LogFile(installation.state().logs().resolve("supervisor.log"));
        StateFile stateFile = new StateFile(installation.state().stateFile());
        try {
            refuseIfRunning(stateFile);
            log.rotate();
            ChildProcess supervisor =
                    ChildProcess.start(installation.platform().ownSession(), launch(connectors, only, gateways), log);
            AtomicBoolean ready = new AtomicBoolean();
            Thread stop = new Thread(() -> stopUnless(ready, supervisor), "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            int status = follow(supervisor, stateFile, new Follower(log.path()));
            ready.set(true);
            return status;
        } catch (IOException e) {
            throw LaunchFailure.io("starting in the background", e);
        }
    }

    private void refuseIfRunning(StateFile stateFile) {
        dev.portolan.local.supervise.StateLock.take(installation.state().lockFile(), stateFile.read())
                .close();
    }

    private int follow(ChildProcess supervisor, StateFile stateFile, Follower output)
            throws IOException, InterruptedException {
        while (true) {
            boolean running = stateFile
                    .read()
                    .filter(state ->
                            state.supervisor().pid() == supervisor.identity().pid())
                    .map(RunState::phase)
                    .filter(phase -> phase == Phase.RUNNING)
                    .isPresent();
            OptionalInt ended = supervisor.exitWithin(POLL);
            output.copyNew(terminal.out());
            if (ended.isPresent()) {
                return ended.getAsInt();
            }
            if (running) {
                return ExitCode.OK.number();
            }
        }
    }

    private static void stopUnless(AtomicBoolean ready, ChildProcess supervisor) {
        if (!ready.get()) {
            supervisor.stop(StopSignal.TERM, STOP_BOUND);
        }
    }

    /** The same command as ours, without {@code --detach}. */
    private Launch launch(List<String> connectors, List<String> only, int gateways) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Dportolan.root=" + installation.project().root());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PortolanCommand.class.getName(), "up"));
        connectors.forEach(connector -> command.addAll(List.of("--connector", connector)));
        only.forEach(part -> command.addAll(List.of("--only", part)));
        command.addAll(List.of("--gateways", String.valueOf(gateways)));
        return new Launch(
                command,
                installation.environment().variables(),
                installation.project().root());
    }
}
