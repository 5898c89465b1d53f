package dev.portolan.gateway.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As shipped. */
class RandomnessTest {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Randomness randomness = ShippedRedaction.randomness();

    @Test
    void whatIsDrawnAtRandomIsFoundAlmostAlways() {
        Random random = new Random(3);
        int found = 0;
        for (int i = 0; i < 2_000; i++) {
            StringBuilder key = new StringBuilder("deploy with ");
            for (int c = 0; c < 32; c++) {
                key.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            found += randomness.isIn(key.append(" today").toString()) ? 1 : 0;
        }

        assertThat(found).isGreaterThan(1_980);
    }

    @Test
    void base64OfRandomBytesIsFoundAlmostAlways() {
        Random random = new Random(4);
        int found = 0;
        byte[] key = new byte[30];
        for (int i = 0; i < 2_000; i++) {
            random.nextBytes(key);
            found += randomness.isIn(Base64.getEncoder().encodeToString(key)) ? 1 : 0;
        }

        assertThat(found).isGreaterThan(1_980);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9b2f1c1e-7d3a-4a53-9d4e-0f6f1b2c3d4e",
                "332994b2d1c0a9f8e7d6c5b4a3f2e1d0c9b8a7f6",
                "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==",
                "01JDB3S5Q0X8V7N4K2M6P9R1TZ",
                "getUserAccountDetailsByIdentifier2",
                "src/main/java/dev/portolan/gateway/audit/Entries2Test.java",
                "gateway-service-7d9f8b6c5d-x2k4p",
                "2026-11-22T01:55:35.123Z",
                "application/vnd.oci.image.manifest.v1+json",
                "https://github.com/example/portolan/pull/1234/files",
                "SELECT order_id, customer_name_2 FROM sales_orders_2026 WHERE id = 42",
                "11111111111111111111111111111111",
                "io.quarkus.platform:quarkus-bom:3.33.3.1",
                "Donaudampfschifffahrtsgesellschaftskapitaen",
                "eu-west-1b.internal.example.com"
            })
    void wordsPathsDigestsAndIdentifiersAreNot(String text) {
        assertThat(randomness.isIn(text)).isFalse();
    }

    @Test
    void itCanBeTurnedOff() {
        assertThat(new Randomness(0, 3.5).isIn("Zq8vX2mN4pL7tR1wYb6Kc3")).isFalse();
    }
}
