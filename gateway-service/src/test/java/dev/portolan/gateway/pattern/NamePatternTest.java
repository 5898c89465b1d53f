package dev.portolan.gateway.pattern;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "query, query",
        "list_*, list_issues",
        "list_*, list_",
        "*, anything",
        "*, ''",
        "**, x",
        "*_issue, create_issue",
        "a*b*c, abc",
        "a*b*c, a-b-b-c",
        "*a*, bab",
        "'a.c', 'a.c'",
        "'db://*', 'db://shop/public/orders'",
    })
    void aStarStandsForAnyRunOfCharacters(String pattern, String name) {
        assertThat(new NamePattern(pattern).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "query, Query",
        "query, query2",
        "query, quer",
        "list_*, my_list_issues",
        "*_issue, create_issues",
        "a*b*c, acb",
        "'a.c', abc",
        "'', x",
        "'a?c', abc",
        "'[a]', a",
    })
    void everythingElseStandsForItself(String pattern, String name) {
        assertThat(new NamePattern(pattern).matches(name)).isFalse();
    }

    @Test
    void manyStarsDoNotTakeForever() {
        // given
        NamePattern pattern = new NamePattern("*a".repeat(50) + "b");
        String name = "a".repeat(5_000);

        // when, then
        assertTimeoutPreemptively(
                ofSeconds(5), () -> assertThat(pattern.matches(name)).isFalse());
    }
}
