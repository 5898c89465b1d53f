package dev.portolan.local.command;

import dev.portolan.local.installation.Environment;
import dev.portolan.local.report.LaunchFailure;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code ./portolan}: reads the command line and turns every failure into one sentence. */
@Command(
        name = "portolan",
        mixinStandardHelpOptions = true,
        version = "Portolan 0.1.0-SNAPSHOT",
        description = "Runs the whole suite on this machine: PostgreSQL, Keycloak, audit, connectors, gateway.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a part could not be started, or broke while it was",
            "2:the command line or a setting is wrong",
            "3:nothing is running here",
            "4:running, but at least one part is not ready",
            "5:the machine lacks something: a free port, a JDK, Maven, disk space, a supported platform",
            "6:it is running already",
            "130, 143:ended by Ctrl-C, by SIGTERM (also by ./portolan down)"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  PORTOLAN_PORT_BASE      first of all ports (7400)",
            "  PORTOLAN_STATE          where everything is kept (.portolan)",
            "  GITHUB_TOKEN            real GitHub instead of the stand-in",
            "  DB_<NAME>_URL           a database of yours, postgresql://user:password@host/database",
            "  More: deploy/local/README.md"
        })
public final class PortolanCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    /** Made by picocli's rules: the field is filled in before {@link #call()}. */
    @SuppressWarnings("NullAway.Init")
    PortolanCommand() {}

    /**
     * The process.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(out, err, Clock.systemUTC());
        System.exit(execute(terminal, new Environment(System.getenv()), arguments));
    }

    /**
     * Runs one command.
     *
     * @param terminal where it prints
     * @param environment what it is configured by
     * @param arguments the command line
     * @return the exit code
     */
    static int execute(Terminal terminal, Environment environment, String... arguments) {
        CommandLine line = new CommandLine(new PortolanCommand());
        line.addSubcommand(new UpCommand(terminal, environment));
        line.addSubcommand(new DownCommand(terminal, environment));
        line.addSubcommand(new StatusCommand(terminal, environment));
        line.addSubcommand(new LogsCommand(terminal, environment));
        line.addSubcommand(new TokenCommand(terminal, environment));
        line.addSubcommand(AuditCommand.line(terminal, environment));
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler((failure, command, parsed) -> report(terminal, failure));
        return line.execute(arguments);
    }

    private static int report(Terminal terminal, Exception failure) throws Exception {
        if (failure instanceof LaunchFailure launch) {
            terminal.err().println("portolan: " + launch.sentence());
            return launch.exitCode().number();
        }
        throw failure;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.USAGE;
    }
}
