package dev.portolan.local.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path directory;

    @Test
    void aSecretIsMadeOnceAndKept() {
        // given
        String first = new Secrets(directory).password("audit");

        // when
        String later = new Secrets(directory).password("audit");

        // then
        assertThat(later).isEqualTo(first).matches("[0-9a-f]{48}");
    }

    @Test
    void twoSecretsDiffer() {
        // given
        Secrets secrets = new Secrets(directory);

        // then
        assertThat(secrets.password("audit")).isNotEqualTo(secrets.password("shop_owner"));
    }

    @Test
    void aKeyHas32Bytes() {
        assertThat(Base64.getDecoder().decode(new Secrets(directory).key("sealing")))
                .hasSize(32);
    }

    @Test
    void aKeyPairIsMadeOnceAndKept() throws IOException {
        Secrets.KeyFiles files = new Secrets(directory).keyPair("payload");
        String secret = Files.readString(files.secret());
        String open = Files.readString(files.open());

        assertThat(new Secrets(directory).keyPair("payload")).isEqualTo(files);
        assertThat(Files.readString(files.secret()))
                .isEqualTo(secret)
                .startsWith("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vu");
        assertThat(Files.readString(files.open()))
                .isEqualTo(open)
                .startsWith("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2Vu");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.secret())))
                .isEqualTo("rw-------");
    }

    @Test
    void onlyTheOwnerMayReadTheFile() throws IOException {
        // when
        new Secrets(directory).password("audit");

        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("audit"))))
                .isEqualTo("rw-------");
    }
}
