package dev.portolan.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.local.process.Launch;
import dev.portolan.local.process.ServiceSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StartOrderTest {

    @Test
    void eachPartComesAfterWhatItDependsOn() {
        // given
        List<ServiceSpec> specs = List.of(
                part("gateway", "audit", "db"), part("audit", "postgres"), part("db", "postgres"), part("postgres"));

        // then
        assertThat(StartOrder.of(specs))
                .extracting(ServiceSpec::id)
                .containsExactly("postgres", "audit", "db", "gateway");
    }

    @Test
    void aCircleOrAMissingPartIsAnErrorInTheSuite() {
        assertThatThrownBy(() -> StartOrder.of(List.of(part("a", "b"), part("b", "a"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StartOrder.of(List.of(part("a", "nobody"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ServiceSpec part(String id, String... needs) {
        Launch launch = new Launch(List.of("true"), Map.of(), Path.of("."));
        return ServiceSpec.of(id, List.of(), () -> launch, () -> true, Duration.ofSeconds(1))
                .after(Set.of(needs));
    }
}
