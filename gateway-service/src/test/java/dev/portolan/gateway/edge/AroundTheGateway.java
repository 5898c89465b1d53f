package dev.portolan.gateway.edge;

import dev.portolan.gateway.identity.TestIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** What every tested gateway stands between: an issuer, an audit-service, and connectors. */
abstract class AroundTheGateway implements QuarkusTestResourceLifecycleManager {
    static {
        // most of what is waited for is there within milliseconds
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    }

    final TestIssuer issuer = new TestIssuer();
    final StubAudit audit = new StubAudit();
    final GatewayFiles files = new GatewayFiles();

    /**
     * What points a gateway at all this.
     *
     * @param connectors lines of connectors.yaml, one connector each
     */
    final Map<String, String> config(String connectors) {
        return files.config(issuer, audit, connectors);
    }

    /** What a test may have injected: everything it needs to know. */
    abstract Object surroundings();

    abstract void closeConnectors();

    @Override
    public final void inject(TestInjector injector) {
        Object surroundings = surroundings();
        injector.injectIntoFields(surroundings, new TestInjector.MatchesType(surroundings.getClass()));
    }

    @Override
    public final void stop() {
        closeConnectors();
        audit.close();
        issuer.close();
    }
}
