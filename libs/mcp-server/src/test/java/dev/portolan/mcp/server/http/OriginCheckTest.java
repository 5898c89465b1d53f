package dev.portolan.mcp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.mcp.server.config.ServerConfigs;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginCheckTest {
    private final OriginCheck check =
            new OriginCheck(ServerConfigs.of(Map.of("mcp.server.allowed-origins", "https://app.example")));

    @ParameterizedTest
    @CsvSource({
        ", any, false",
        "https://app.example, any, false",
        "http://127.0.0.1:7402, 127.0.0.1:7402, false",
        "http://localhost:7402, LOCALHOST:7402, false",
        "http://[::1]:7402, [::1]:7402, false",
        "http://localhost:3000, localhost:7402, true",
        "http://evil.example.com, evil.example.com, true",
        "https://app.example.evil, any, true",
        "http://localhost:7402, evil.example.com, true",
        "null, localhost:7402, true",
        "::, localhost:7402, true"
    })
    void onlyThisServerOnLoopbackAndWhatIsConfiguredMayCall(String origin, String host, boolean foreign) {
        assertThat(check.isForeign(origin, host)).isEqualTo(foreign);
    }
}
