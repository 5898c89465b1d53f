package dev.portolan.connector.github.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.connector.github.transport.Origin;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageLinksTest {

    private static final Origin HERE = Origin.of(URI.create("http://127.0.0.1:7412"));

    @Test
    void onlyPathAndQueryOfALinkAreUsed() {
        PageLinks links = links("<https://api.github.com/repositories/7/issues?page=2>; rel=\"next\", "
                + "<https://api.github.com/repositories/7/issues?page=9>; rel=\"last\"");
        assertThat(links.next()).contains("/repositories/7/issues?page=2");
        assertThat(links.nextPage()).contains(2);
        assertThat(links.lastPage()).contains(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "<>; rel=next", "<http://[>; rel=\"next\"", "<x?page=2>; rel=\"next\""})
    void aHeaderThatMakesNoSenseHasNoLinks(String header) {
        assertThat(links(header).next()).isEmpty();
    }

    @Test
    void aHeaderThatIsTooLongHasNoLinks() {
        assertThat(links("<http://x/a?page=2>; rel=\"next\"" + " ".repeat(9000)).next())
                .isEmpty();
    }

    private static PageLinks links(String header) {
        return PageLinks.of(Optional.of(header), HERE);
    }
}
