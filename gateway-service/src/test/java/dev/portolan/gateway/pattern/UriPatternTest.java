package dev.portolan.gateway.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriPatternTest {
    @ParameterizedTest
    @CsvSource({
        "db://shop/*, db://shop/public/orders",
        "db://*, db://",
        "*, db://shop/../hr",
        "*, db://shop/%FF",
        "file:///*, file:///a%20b",
        "file:///a%20b, file:///a%20b",
        "db://Shop/*, db://Shop/Orders",
        "'db://{source}/*', 'db://{source}/{table}'",
        "'x://a/*', 'x://a/100%'",
    })
    void permissionGoesByTheWrittenUri(String pattern, String uri) {
        assertThat(surely(pattern, uri)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db://shop/../hr/salaries",
                "db://shop/..",
                "db://shop/./../hr",
                "db://shop/%2e%2e/hr",
                "db://shop/%2E%2E%2Fhr",
                "db://shop/%252e%252e/hr",
                "db://shop/..%5chr",
                "db://shop/%00",
                "db://shop/%FF",
                "db://shop/%25252525252e",
            })
    void permissionIsNotGivenToAUriThatMayLeadElsewhere(String uri) {
        assertThat(surely("db://shop/*", uri)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db://hr/salaries",
                "DB://hr/salaries",
                "db://HR/Salaries",
                "db://%68r/salaries",
                "db://%2568r/salaries",
                "db://hr//salaries",
                "db://shop/../hr/salaries",
                "db:%2F%2Fhr%2Fsalaries",
            })
    void prohibitionHoldsForEverySpelling(String uri) {
        assertThat(possibly("db://hr/*", uri)).isTrue();
    }

    @Test
    void prohibitionOfOneDoesNotReachAnother() {
        assertThat(possibly("db://hr/*", "db://shop/hr/salaries")).isFalse();
    }

    @Test
    void anotherSpellingIsNotPermitted() {
        assertThat(surely("db://hr/*", "db://%68r/salaries")).isFalse();
        assertThat(surely("db://hr/*", "DB://hr/salaries")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"db://a/../b", "db://a/./b", "db://a\\b", "db://%FF", "db://%2e%2e/"})
    void aCrookedPatternIsNone(String pattern) {
        assertThat(UriPattern.of(pattern)).isEmpty();
    }

    private static boolean surely(String pattern, String uri) {
        return UriPattern.of(pattern).orElseThrow().matchesSurely(UriSpelling.of(uri));
    }

    private static boolean possibly(String pattern, String uri) {
        return UriPattern.of(pattern).orElseThrow().matchesPossibly(UriSpelling.of(uri));
    }
}
