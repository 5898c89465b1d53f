package dev.portolan.e2e;

import dev.portolan.suite.Launcher;
import dev.portolan.suite.RunningSuite;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The whole suite, up once for all journeys, with a connector of ours that keeps a ledger of what reaches it. */
final class Suite implements AutoCloseable {
    private final LedgerConnector ledger = new LedgerConnector();
    private final ThirdPartyServer thirdParty = ThirdPartyServer.startIfThereIsNpm();
    private final RunningSuite running;

    private Suite() {
        Map<String, String> connectors = new LinkedHashMap<>(Map.of("ledger", ledger.url()));
        thirdParty.url().ifPresent(url -> connectors.put("everything", url));
        thirdParty.oldUrl().ifPresent(url -> connectors.put("old", url));
        thirdParty.command().ifPresent(command -> connectors.put("program", "stdio:" + command));
        running = RunningSuite.start(connectors);
    }

    /** The command that starts this suite. */
    String[] up() {
        return running.up();
    }

    String gateway() {
        return running.gateway();
    }

    String audit() {
        return running.audit();
    }

    String readyText() {
        return running.readyText();
    }

    Launcher launcher() {
        return running.launcher();
    }

    LedgerConnector ledger() {
        return ledger;
    }

    ThirdPartyServer thirdParty() {
        return thirdParty;
    }

    /** What {@code ./portolan token} prints. */
    String token(String person) {
        return running.token(person);
    }

    ModernClient modernClient(String person) {
        return new ModernClient(gateway() + "/mcp", token(person));
    }

    AuditClient auditClient(String person) {
        return new AuditClient(audit(), token(person));
    }

    @Override
    public void close() {
        try {
            running.close();
        } finally {
            ledger.close();
            thirdParty.close();
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
