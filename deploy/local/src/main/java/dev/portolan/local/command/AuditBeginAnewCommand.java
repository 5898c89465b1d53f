package dev.portolan.local.command;

import dev.portolan.local.evidence.AuditOrders;
import dev.portolan.local.installation.Environment;
import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./portolan audit begin-anew}: another log in place of one that cannot be gone on with. */
@Command(
        name = "begin-anew",
        mixinStandardHelpOptions = true,
        description = "Closes a log that was signed further than the database goes, and opens the next.")
final class AuditBeginAnewCommand implements Callable<Integer> {

    @Option(names = "--cause", required = true, paramLabel = "<text>", description = "what happened to the log")
    private String cause = "";

    private final Terminal terminal;
    private final Environment environment;

    AuditBeginAnewCommand(Terminal terminal, Environment environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        String url = AuditCommand.localService(environment);
        try {
            AuditOrders orders = new AuditOrders(url, AuditCommand.operatorsToken(environment));
            terminal.out().println(orders.give("/audit/epochs", Map.of("cause", cause)));
            return ExitCode.OK.number();
        } catch (IOException e) {
            throw LaunchFailure.io("telling " + url, e);
        }
    }
}
