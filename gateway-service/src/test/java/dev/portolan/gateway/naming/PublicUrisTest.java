package dev.portolan.gateway.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrisTest {
    private static final PublicUris URIS =
            new PublicUris(Set.of("db", "files", "other-one"), Map.of("db", "db", "shop", "db"));

    @ParameterizedTest
    @CsvSource({
        "db, db://shop/public/orders, db://shop/public/orders",
        "files, file:///a/b.txt, files+file:///a/b.txt",
        "files, db://shop, files+db://shop",
        "files, ui://panel/main, ui://files/panel/main",
        "other-one, skill://x/SKILL.md, skill://other-one/x/SKILL.md",
        "files, urn:isbn:1, files+urn:isbn:1",
        "files, no-scheme, files+no-scheme",
        "files, 'file:///{+path}', 'files+file:///{+path}'",
        "files, db+file:///a, files+db+file:///a",
        "files, UI://Panel, UI://files/Panel"
    })
    void publicFormsAreAsDocumentedAndLeadBack(String connector, String original, String expected) {
        assertThat(URIS.toPublic(connector, original)).isEqualTo(expected);
        assertThat(URIS.toOriginal(expected)).contains(new Naming.Original(connector, original));
    }

    @Test
    void whatGoesOutComesBackForGeneratedUris() {
        Random random = new Random(7);
        List<String> connectors = List.of("db", "files", "other-one");
        List<String> parts = List.of(
                "file", "db", "shop", "ui", "skill", ":", "://", "/", "+", "%20", "ä", "{+p}", "?q=1", "#", "files");
        for (int i = 0; i < 5_000; i++) {
            StringBuilder uri = new StringBuilder();
            for (int part = 1 + random.nextInt(6); part > 0; part--) {
                uri.append(parts.get(random.nextInt(parts.size())));
            }
            String connector = connectors.get(random.nextInt(3));
            String publicUri = URIS.toPublic(connector, uri.toString());

            assertThat(URIS.toOriginal(publicUri))
                    .as("%s of %s", publicUri, connector)
                    .contains(new Naming.Original(connector, uri.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nowhere",
                "http://example.com/",
                "nobody+file:///a",
                "ui://nobody/x",
                "ui://files",
                "ui:files/x",
                "+file:///a"
            })
    void whatIsNobodysLeadsNowhere(String uri) {
        assertThat(URIS.toOriginal(uri)).isEmpty();
    }

    @Test
    void noConnectorCanSpeakInTheNameOfAnother() {
        assertThat(URIS.toOriginal(URIS.toPublic("files", "db://shop/public/orders"))
                        .orElseThrow()
                        .connector())
                .isEqualTo("files");
    }
}
