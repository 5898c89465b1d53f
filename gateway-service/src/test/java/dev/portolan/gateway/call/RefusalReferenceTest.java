package dev.portolan.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** docs/reference/errors.md says of every refusal what the code says. */
class RefusalReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "errors.md");

    @Test
    void everyRefusalHasItsRow() throws IOException {
        String page = Files.readString(PAGE, StandardCharsets.UTF_8);

        for (Refusal refusal : Refusal.values()) {
            String shown = refusal.forTheModel() ? "tool error" : "error";
            String row = "| `%s` | %s | %s | %d | %d | %s |"
                    .formatted(
                            refusal,
                            refusal.fault().name().toLowerCase(Locale.ROOT),
                            shown,
                            refusal.httpStatus(),
                            refusal.code(),
                            refusal.retry().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            assertThat(page).contains(row);
        }
    }

    @Test
    void ownCodesStayOutsideTheReservedRange() {
        for (Refusal refusal : Refusal.values()) {
            boolean reserved = refusal.code() >= -32768 && refusal.code() <= -32000;
            boolean standard = refusal.code() <= -32600 && refusal.code() >= -32603;
            assertThat(!reserved || standard).as(refusal.name()).isTrue();
        }
    }
}
