package dev.portolan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/reference/configuration.md} and the configuration interfaces the same. */
class ConfigurationReferenceTest {
    private static final String PAGE = "docs/reference/configuration.md";
    private static final String REGENERATE =
            "mvn -f tests/docs test -Dtest=ConfigurationReferenceTest -Dupdate.docs=true";

    @Test
    void thePageSaysWhatTheCodeSays() throws IOException {
        // Given
        Path page = Checkout.ROOT.resolve(PAGE);
        // When
        String rendered = ConfigurationPage.render();
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(page, rendered);
        }
        // Then
        assertThat(page).as("generate it: %s", REGENERATE).exists();
        assertThat(Checkout.read(page))
                .as("%s is behind the code; generate it: %s", PAGE, REGENERATE)
                .isEqualTo(rendered);
    }

    @Test
    void aKeyInAMapHasItsPlaceInTheEnvironment() {
        assertThat(ConfigGroup.Key.variable("db.<name>.allow-superuser")).isEqualTo("DB_<NAME>_ALLOW_SUPERUSER");
    }
}
