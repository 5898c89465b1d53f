package dev.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The whole suite, up once for all journeys, with a connector of ours that keeps a ledger of what reaches it. */
final class Suite implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(8);
    private static final Duration SHORT = Duration.ofMinutes(2);

    private final Launcher launcher;
    private final LedgerConnector ledger = new LedgerConnector();
    private final ThirdPartyServer thirdParty = ThirdPartyServer.startIfThereIsNpm();
    private final String readyText;

    private Suite() {
        launcher = new Launcher(freePortBase(), "suite");
        Launcher.Ran ran = launcher.run(START, up());
        assertThat(ran.exitCode()).as(ran.output()).isZero();
        readyText = ran.output();
    }

    /** The command that starts this suite. */
    String[] up() {
        List<String> up = new ArrayList<>(List.of("up", "--detach", "--connector", "ledger=" + ledger.url()));
        thirdParty.url().ifPresent(url -> up.addAll(List.of("--connector", "everything=" + url)));
        return up.toArray(String[]::new);
    }

    String gateway() {
        return "http://localhost:" + launcher.port(0);
    }

    String audit() {
        return "http://localhost:" + launcher.port(1);
    }

    String readyText() {
        return readyText;
    }

    Launcher launcher() {
        return launcher;
    }

    LedgerConnector ledger() {
        return ledger;
    }

    ThirdPartyServer thirdParty() {
        return thirdParty;
    }

    /** What {@code ./portolan token} prints. */
    String token(String person) {
        Launcher.Ran ran = launcher.run(SHORT, "token", person);
        assertThat(ran.exitCode()).as(ran.output()).isZero();
        return ran.output().strip();
    }

    ModernClient modernClient(String person) {
        return new ModernClient(gateway() + "/mcp", token(person));
    }

    AuditClient auditClient(String person) {
        return new AuditClient(audit(), token(person));
    }

    @Override
    public void close() {
        Launcher.Ran ran = launcher.run(SHORT, "down");
        ledger.close();
        thirdParty.close();
        assertThat(ran.exitCode()).as(ran.output()).isZero();
    }

    private static int freePortBase() {
        Random random = new Random();
        for (int attempt = 0; attempt < 100; attempt++) {
            int base = 20_000 + random.nextInt(100) * 100;
            if (List.of(0, 1, 2, 3, 12, 32, 40, 41, 42, 43, 80, 81).stream()
                    .allMatch(offset -> isFree(base + offset))) {
                return base;
            }
        }
        throw new AssertionError("no free range of ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** Gives test methods the suite, starting it for the first and stopping it after the last of all test classes. */
    static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Suite.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Suite.class))
                    .computeIfAbsent(Suite.class, type -> new Suite(), Suite.class);
        }
    }
}
