package dev.portolan.local.command;

import dev.portolan.local.installation.Environment;
import dev.portolan.local.installation.Installation;
import dev.portolan.local.installation.Ports;
import dev.portolan.local.keycloak.AccessTokens;
import dev.portolan.local.keycloak.KeycloakServer;
import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import dev.portolan.local.supervise.RunState;
import dev.portolan.local.supervise.StateFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./portolan token <person>}: an access token, and nothing else. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Prints an access token of a person of the local realm, valid for an hour, and nothing else.")
final class TokenCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "<person>",
            description = {
                "alice  engineering: every connector",
                "bob    support: reads the database",
                "carol  audit: asks who called what",
                "dave   platform: tends the audit log (declares lost media, begins anew)",
                "grace  privacy: reads payloads with a reason, and erases persons"
            })
    private String person = "";

    private final Terminal terminal;
    private final Environment environment;

    TokenCommand(Terminal terminal, Environment environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        RunState run = new StateFile(Installation.from(environment).state().stateFile())
                .read()
                .filter(RunState::isAlive)
                .orElseThrow(() -> new LaunchFailure(
                        ExitCode.NOT_RUNNING, "Portolan is not running: start it with ./portolan up."));
        if (!run.issuer().equals(KeycloakServer.issuer(new Ports(run.portBase())))) {
            throw new LaunchFailure(
                    ExitCode.USAGE,
                    "This installation trusts the identity provider " + run.issuer() + ": get a token there.");
        }
        terminal.out().println(new AccessTokens(run.issuer()).of(person));
        return ExitCode.OK.number();
    }
}
