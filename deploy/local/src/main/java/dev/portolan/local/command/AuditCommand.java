package dev.portolan.local.command;

import dev.portolan.local.installation.Environment;
import dev.portolan.local.installation.Installation;
import dev.portolan.local.installation.Ports;
import dev.portolan.local.keycloak.AccessTokens;
import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import dev.portolan.local.supervise.RunState;
import dev.portolan.local.supervise.StateFile;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./portolan audit}: the audit log outside audit-service. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "The audit log: takes it away, checks it, mends it. docs/how-to/verify-the-audit-log.md.")
final class AuditCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    /** Made by picocli's rules: the field is filled in before {@link #call()}. */
    @SuppressWarnings("NullAway.Init")
    AuditCommand() {}

    /** With its subcommands. */
    static CommandLine line(Terminal terminal, Environment environment) {
        return new CommandLine(new AuditCommand())
                .addSubcommand(new AuditBeginAnewCommand(terminal, environment))
                .addSubcommand(new AuditDeclareLostCommand(terminal, environment))
                .addSubcommand(new AuditExportCommand(terminal, environment))
                .addSubcommand(new AuditVerifyCommand(terminal, environment));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.USAGE;
    }

    /** URL of the logs that are here. @throws LaunchFailure if nothing runs */
    static String localLogs(Environment environment) {
        return localService(environment) + "/tlog";
    }

    /** URL of the audit-service that runs here. @throws LaunchFailure if nothing does */
    static String localService(Environment environment) {
        return "http://localhost:" + new Ports(running(environment).portBase()).audit();
    }

    /** The token of the local operator. @throws LaunchFailure if nothing runs here, or the realm is not ours */
    static String operatorsToken(Environment environment) throws InterruptedException {
        return new AccessTokens(running(environment).issuer()).of("dave");
    }

    /** The token of the local auditor. @throws LaunchFailure if nothing runs here, or the realm is not ours */
    static String auditorsToken(Environment environment) throws InterruptedException {
        return new AccessTokens(running(environment).issuer()).of("carol");
    }

    private static RunState running(Environment environment) {
        return new StateFile(Installation.from(environment).state().stateFile())
                .read()
                .filter(RunState::isAlive)
                .orElseThrow(() -> new LaunchFailure(
                        ExitCode.NOT_RUNNING, "Portolan is not running: start it with ./portolan up."));
    }
}
