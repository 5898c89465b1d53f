package dev.portolan.audit.people.keys;

import static dev.portolan.audit.testing.Api.ingest;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.PayloadKeys;
import dev.portolan.audit.testing.StoredLog;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.Tokens;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RewrappingTest {

    @Inject
    AgroalDataSource database;

    @Inject
    PayloadConfig config;

    @Inject
    StoredLog log;

    /** A new key comes first, all is rewrapped, and the old one is of no use any more; and back again. */
    @Test
    void aWrappingKeyIsReplaced(@TempDir Path directory) throws IOException {
        AuditEvent event = Events.intent("rewrapped");
        ingest(event).then().statusCode(200);
        Path old = config.keyEncryptionKeys().orElseThrow().get(0);
        Path fresh = PayloadKeys.keyEncryption(directory.resolve("fresh.key"));

        rewrap(fresh, old);

        // before it is read, as reading is recorded and may make a key for the reader
        assertThat(log.number("SELECT count(DISTINCT kek) FROM people.data_key"))
                .isEqualTo(1);
        assertThat(stateOf(event)).isEqualTo("unopened");

        rewrap(old, fresh);

        assertThat(stateOf(event)).isEqualTo("open");
    }

    @Test
    void whatNobodyCanUnwrapIsLeftAndCounted(@TempDir Path directory) {
        ingest(Events.intent("left")).then().statusCode(200);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Path stranger = PayloadKeys.keyEncryption(directory.resolve("stranger.key"));

        new Rewrapping(database, new KeyFiles(with(stranger)), meters).rewrap();

        assertThat(meters.get("audit.payload.keys.other").gauge().value()).isPositive();
    }

    @Test
    void aKeyFileThatIsNoneIsNamed(@TempDir Path directory) throws IOException {
        Path none = Files.writeString(directory.resolve("none.key"), "c2hvcnQ=");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyFiles(with(none)))
                .withMessageContaining("none.key")
                .withMessageNotContaining("c2hvcnQ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyFiles(with(directory.resolve("away.key"))))
                .withMessageContaining("away.key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyFiles(with()))
                .withMessageContaining("audit.payload.key-encryption-keys");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Opening(with(none)))
                .withMessageContaining("audit.payload.sealing-keys");
    }

    private void rewrap(Path first, Path second) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        new Rewrapping(database, new KeyFiles(with(first, second)), meters).rewrap();
        assertThat(meters.get("audit.payload.keys.other").gauge().value()).isZero();
    }

    private static String stateOf(AuditEvent event) {
        return given().auth()
                .oauth2(Tokens.withRole("payload-reader"))
                .queryParam("reason", "a test")
                .get("/audit/records/" + event.eventId() + "/payload")
                .path("state");
    }

    private static PayloadConfig with(Path... files) {
        return new With(Optional.empty(), Optional.of(List.of(files)), 100, "off");
    }

    private record With(
            Optional<List<Path>> sealingKeys,
            Optional<List<Path>> keyEncryptionKeys,
            int remembered,
            String rewrapEvery)
            implements PayloadConfig {}
}
