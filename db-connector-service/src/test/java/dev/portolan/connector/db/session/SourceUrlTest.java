package dev.portolan.connector.db.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceUrlTest {
    @ParameterizedTest
    @CsvSource({
        "postgresql://ann:pw@db.example:5433/shop, db.example:5433/shop, ann, pw",
        "postgres://ann:p%40w%2B+x@db/shop, db:5432/shop, ann, p@w++x",
        "jdbc:postgresql://db:5432/shop?user=ann&password=pw, db:5432/shop, ann, pw",
        "postgresql://ann@[::1]:5432/shop?password=pw, [::1]:5432/shop, ann, pw",
        "postgresql://ann:pw@db/my%20shop, db:5432/my shop, ann, pw"
    })
    void bothFormsAreRead(String text, String address, String user, String password) {
        SourceUrl url = SourceUrl.parse(text);

        assertThat(url.address()).isEqualTo(address);
        assertThat(url.user()).isEqualTo(user);
        assertThat(url.driverProperties()).containsEntry("password", password);
        assertThat(url.toString()).doesNotContain(password.substring(1)).doesNotContain(user);
    }

    @Test
    void optionsReachTheDriver() {
        assertThat(SourceUrl.parse("postgresql://a:b@c/d?sslmode=verify-full&application_name=x")
                        .driverProperties())
                .containsEntry("sslmode", "verify-full")
                .containsEntry("ApplicationName", "x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2secret",
                "mysql://a:hunter2secret@b/c",
                "postgresql://a:hunter2secret@b",
                "postgresql://a:hunter2secret@b/",
                "postgresql://b/c?password=hunter2secret",
                "postgresql://a:hunter2 secret@b/c",
                "postgresql://a:hunter2secret@b:port/c",
                "postgresql://a:hunter2secret@b/c?socketFactory=evil.Factory",
                "postgresql://a:b@c/d?hunter2secret",
                "postgresql://a:%zzhunter2secret@b/c"
            })
    void aBadOneIsRefusedWithoutShowingIt(String text) {
        assertThatThrownBy(() -> SourceUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }
}
