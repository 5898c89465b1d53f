package dev.portolan.local.command;

import dev.portolan.local.evidence.HttpLog;
import dev.portolan.local.installation.Environment;
import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./portolan audit export <file>}: all logs, the one that grows up to its newest checkpoint. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Saves the audit log that runs here, with those before it, as a zip: checkpoints, tiles, entries.")
final class AuditExportCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "<file>", description = "the zip to write")
    private Path file = Path.of("audit-log.zip");

    private final Terminal terminal;
    private final Environment environment;

    AuditExportCommand(Terminal terminal, Environment environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        String url = AuditCommand.localLogs(environment);
        try (HttpLog log = new HttpLog(url, AuditCommand.auditorsToken(environment))) {
            Path whole = file.toAbsolutePath();
            log.save(whole);
            terminal.out()
                    .println(whole + ", " + Files.size(whole) + " bytes. Check it: ./portolan audit verify " + file);
            return ExitCode.OK.number();
        } catch (IOException e) {
            throw LaunchFailure.io("saving the logs of " + url, e);
        }
    }
}
