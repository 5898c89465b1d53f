package dev.portolan.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.local.installation.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExternalPartsTest {

    @Test
    void nothingIsExternalUnlessSaid() {
        // given
        ExternalParts parts = parts(Map.of());

        // then
        assertThat(parts.issuer()).isEmpty();
        assertThat(parts.auditDatabase()).isEmpty();
        assertThat(parts.githubApi()).isFalse();
        assertThat(parts.needsPostgres()).isTrue();
    }

    @Test
    void postgresIsNotNeededIfAllDatabasesAreElsewhere() {
        // given
        Map<String, String> audit = Map.of(
                "PORTOLAN_AUDIT_DB_URL", "jdbc:postgresql://db/audit",
                "PORTOLAN_AUDIT_DB_USER", "audit",
                "PORTOLAN_AUDIT_DB_PASSWORD", "planted-secret");
        Map<String, String> both = new java.util.HashMap<>(audit);
        both.put("DB_SALES_URL", "postgresql://reader:planted-secret@db/sales");

        // then
        assertThat(parts(audit).needsPostgres()).isTrue();
        assertThat(parts(both).needsPostgres()).isFalse();
        assertThat(parts(both).toString()).contains("DB_SALES_URL").doesNotContain("planted-secret");
    }

    @Test
    void halfASettingIsRefusedWithTheOtherHalf() {
        assertThatThrownBy(() -> parts(Map.of("PORTOLAN_OIDC_ISSUER", "https://id.example.com")))
                .hasMessageContaining("PORTOLAN_OIDC_CLIENT_SECRET");
        assertThatThrownBy(() -> parts(Map.of("PORTOLAN_AUDIT_DB_URL", "jdbc:postgresql://db/audit")))
                .hasMessageContaining("PORTOLAN_AUDIT_DB_USER");
        assertThatThrownBy(() -> parts(Map.of("PORTOLAN_AUDIT_DB_URL", "jdbc:mysql://db/audit")))
                .hasMessageContaining("jdbc:postgresql://");
    }

    @Test
    void aTokenBringsTheRealGitHubAndAnAddressAloneDoesNot() {
        assertThat(parts(Map.of("GITHUB_TOKEN", "t")).githubApi()).isTrue();
        assertThat(parts(Map.of("GITHUB_API_URL", "https://github.example.com/api/v3"))
                        .githubApi())
                .isFalse();
    }

    private static ExternalParts parts(Map<String, String> variables) {
        return ExternalParts.from(new Environment(variables));
    }
}
