package dev.portolan.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HintsTest {
    @Test
    void whateverDoesNotSayOtherwiseMayDestroy() {
        assertThat(Feature.Hints.UNSTATED.mayDestroy()).isTrue();
        assertThat(Feature.Hints.READING.mayDestroy()).isFalse();
        assertThat(new Feature.Hints(true, true, false, false).mayDestroy()).isFalse();
        assertThat(new Feature.Hints(false, false, false, false).mayDestroy()).isFalse();
    }
}
