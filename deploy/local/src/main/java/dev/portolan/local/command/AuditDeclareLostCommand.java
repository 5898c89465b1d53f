package dev.portolan.local.command;

import dev.portolan.local.evidence.AuditOrders;
import dev.portolan.local.installation.Environment;
import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./portolan audit declare-lost <boot>}: records that will not come any more. */
@Command(
        name = "declare-lost",
        mixinStandardHelpOptions = true,
        description = "Gives up records of a boot, on record and in the signed log: docs/runbooks/audit-spool.md.")
final class AuditDeclareLostCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "<boot>", description = "boot_id of the records")
    private String boot = "";

    @Option(names = "--cause", required = true, paramLabel = "<text>", description = "why they are lost")
    private String cause = "";

    @Option(
            names = "--through",
            paramLabel = "<number>",
            description = "the last that is lost, if the boot is to go on; else it is closed")
    private @Nullable Long through;

    private final Terminal terminal;
    private final Environment environment;

    AuditDeclareLostCommand(Terminal terminal, Environment environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        String url = AuditCommand.localService(environment);
        try {
            AuditOrders orders = new AuditOrders(url, AuditCommand.operatorsToken(environment));
            Map<String, Object> loss =
                    through == null ? Map.of("cause", cause) : Map.of("cause", cause, "through", through);
            terminal.out().println(orders.give("/audit/sources/" + boot + "/loss", loss));
            return ExitCode.OK.number();
        } catch (IOException e) {
            throw LaunchFailure.io("telling " + url, e);
        }
    }
}
